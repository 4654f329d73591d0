// Loaded on demand, so that a mistake in the environment is told in its own words.
try {
  const { work } = await import("./work.ts");
  await work();
} catch (error) {
  process.stderr.write(`Lossbook's worker cannot start. ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}

export {};
