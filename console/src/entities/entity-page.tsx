export const EntityPage = () => <h1>EntityPage</h1>;
