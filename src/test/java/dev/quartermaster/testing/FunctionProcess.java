package dev.quartermaster.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The function of {@code target/function.zip} as a process, native or on this JVM, that can be frozen and ended. */
public final class FunctionProcess implements AutoCloseable {

    private static final Path ZIP = Path.of("target/function.zip");

    private final Process process;
    private final Path log;
    private final boolean isNative;

    private FunctionProcess(Process process, Path log, boolean isNative) {
        this.process = process;
        this.log = log;
        this.isNative = isNative;
    }

    /** @param settings variables of its environment */
    public static FunctionProcess start(LambdaRuntime runtime, Map<String, String> settings, Path log)
            throws IOException {
        return start(unpack(ZIP), List.of(), runtime, settings, log);
    }

    /**
     * @param folder what was in the archive
     * @param options of the JVM, where it is not native
     */
    static FunctionProcess start(
            Path folder, List<String> options, LambdaRuntime runtime, Map<String, String> settings, Path log)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command(folder, options))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", runtime.address());
        // On AWS each execution has a disk of its own.
        Path disk = Files.createTempDirectory(Path.of("target"), "execution").toAbsolutePath();
        builder.environment()
                .put(
                        "QUARTERMASTER_HISTORY_JOURNAL_DIR",
                        disk.resolve("journal").toString());
        builder.environment().put("QUARTERMASTER_CATALOG_BEDROCK_CACHE_DIR", disk.toString());
        builder.environment().putAll(settings);
        return new FunctionProcess(builder.start(), log, Files.exists(folder.resolve("bootstrap")));
    }

    static List<String> command(Path folder, List<String> options) throws IOException {
        Path bootstrap = folder.resolve("bootstrap");
        if (Files.exists(bootstrap)) {
            return List.of(bootstrap.toString());
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // As AWS starts it.
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(List.of(
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-cp",
                FunctionClasses.path(folder),
                ManagedJvm.class.getName()));
        return command;
    }

    static Path unpack(Path archive) throws IOException {
        Path folder = Files.createTempDirectory(Path.of("target"), "function");
        try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName()).normalize();
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.getParent());
                    Files.copy(zip, file);
                }
            }
        }
        Path bootstrap = folder.resolve("bootstrap");
        if (Files.exists(bootstrap) && !bootstrap.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + bootstrap);
        }
        return folder;
    }

    /** Stops it where it is, as AWS Lambda does between two invocations. */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    public void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** Tells it of its end (SIGTERM). */
    public void end() throws IOException, InterruptedException {
        signal("TERM");
    }

    private void signal(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name, Long.toString(process.pid())));
        if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
            throw new IOException("there is no such process: " + command);
        }
    }

    /** Returns whether it is the native executable, and not a JVM. */
    public boolean isNative() {
        return isNative;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Returns whether it has ended within the time. */
    public boolean hasEnded(long seconds) throws InterruptedException {
        return process.waitFor(seconds, TimeUnit.SECONDS);
    }

    /** Returns its status at the end. */
    public int status() {
        return process.exitValue();
    }

    public List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
