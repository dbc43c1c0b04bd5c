package dev.quartermaster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Measures how long a function takes from the start of its process to the response to its first invocation, a chat that is
 * recorded in the database.
 *
 * <p>Arguments: the number of starts, then {@code <title>=<archive>} for each function; with {@code +cds} behind the archive it
 * is started with an archive of its loaded classes, which is made first. Prints a line for each: title, median, 95th
 * percentile, shortest and longest, in milliseconds.
 */
public final class ColdStarts {

    private static final String CDS = "+cds";
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Path LOG = Path.of("target", "cold-start.log");

    private ColdStarts() {}

    public static void main(String[] arguments) throws Exception {
        int starts = Integer.parseInt(arguments[0]);
        System.out.printf("%-16s %8s %8s %8s %8s%n", "function", "p50 ms", "p95 ms", "min ms", "max ms");
        // A function of its own, which is not measured, brings the database to where a deployment leaves it.
        try (FunctionWorld world = new FunctionWorld("cold-starts.log", Map.of())) {
            for (String function : List.of(arguments).subList(1, arguments.length)) {
                measure(world, function.split("=", 2), starts);
            }
        }
        System.exit(0);
    }

    private static void measure(FunctionWorld world, String[] function, int starts) throws Exception {
        boolean withArchive = function[1].endsWith(CDS);
        Path folder = FunctionProcess.unpack(Path.of(function[1].replace(CDS, "")));
        Path archive = folder.resolve("function.jsa").toAbsolutePath();
        if (withArchive) {
            FunctionClasses.pack(folder);
            try (LambdaRuntime runtime = new LambdaRuntime();
                    FunctionProcess training = FunctionProcess.start(
                            folder, List.of("-XX:ArchiveClassesAtExit=" + archive), runtime, world.settings(), LOG)) {
                runtime.invoke(event(), PATIENCE);
                training.end();
                if (!training.hasEnded(60) || !Files.exists(archive)) {
                    throw new IOException("no archive was made; see " + LOG);
                }
            }
        }
        List<String> options = withArchive ? List.of("-XX:SharedArchiveFile=" + archive) : List.of();
        double[] millis = new double[starts];
        for (int start = 0; start < starts; start++) {
            millis[start] = once(world, folder, options);
        }
        Arrays.sort(millis);
        System.out.printf(
                "%-16s %8.0f %8.0f %8.0f %8.0f%n",
                function[0], percentile(millis, 50), percentile(millis, 95), millis[0], millis[starts - 1]);
    }

    private static double once(FunctionWorld world, Path folder, List<String> options) throws Exception {
        try (LambdaRuntime runtime = new LambdaRuntime()) {
            long begin = System.nanoTime();
            try (FunctionProcess process = FunctionProcess.start(folder, options, runtime, world.settings(), LOG)) {
                String answer = runtime.invoke(event(), PATIENCE);
                double millis = (System.nanoTime() - begin) / 1e6;
                if (!answer.contains("\"statusCode\":200") || !process.isAlive()) {
                    throw new IOException("it answers " + answer);
                }
                return millis;
            }
        }
    }

    private static String event() {
        return LambdaEvents.payload2(
                        "POST", "/v1/chat/completions", "", LambdaEvents.chat("Wake up"), FunctionWorld.ADMIN_KEY)
                .toString();
    }

    private static double percentile(double[] sorted, int percent) {
        return sorted[Math.max(0, (int) Math.ceil(sorted.length * percent / 100.0) - 1)];
    }
}
