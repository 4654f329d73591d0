import { generateDatabaseClient } from "./database-client.mjs";

generateDatabaseClient({ force: true });
process.stdout.write("Generated app/db/generated from prisma/schema.prisma\n");
