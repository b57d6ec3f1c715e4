export const EntitiesPage = () => <h1>EntitiesPage</h1>;
