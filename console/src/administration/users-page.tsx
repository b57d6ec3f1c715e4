export const UsersPage = () => <h1>UsersPage</h1>;
