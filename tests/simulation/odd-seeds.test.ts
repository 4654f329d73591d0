import { describeSeeds } from "./describe-seeds.ts";

describeSeeds((seed) => seed % 2 === 1);
