namespace Vigil.Testing;

/// <summary>The data sets beside the checkout (<c>../shared/datasets</c>, or <c>VIGIL_DATASETS</c>).</summary>
internal static class Datasets
{
    /// <summary>The full path of a data file. Without the data sets the test is skipped at home and fails when <c>CI=true</c>.</summary>
    public static string Path(string relative)
    {
        string path = System.IO.Path.GetFullPath(System.IO.Path.Combine(Folder, relative));
        if (File.Exists(path) || Directory.Exists(path))
            return path;
        string reason = $"data set missing: {path}; set VIGIL_DATASETS to the folder that holds it";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return path;
    }

    private static string Folder =>
        Environment.GetEnvironmentVariable("VIGIL_DATASETS") ?? System.IO.Path.Combine(Repository.Root, "..", "shared", "datasets");
}
