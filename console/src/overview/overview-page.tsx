export const OverviewPage = () => <h1>OverviewPage</h1>;
