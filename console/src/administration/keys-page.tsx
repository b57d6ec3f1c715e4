export const KeysPage = () => <h1>KeysPage</h1>;
