// The scheduler of each test has the processor to itself, so that its times are its own.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
