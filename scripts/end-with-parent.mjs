// Loaded before the program itself: a killed parent tells nobody, but its end of the channel closes.
import process from "node:process";

process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref();
