package dev.quartermaster.testing;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged service, jar or native executable, as a process of its own that a test may stop or kill. */
public final class RunningService implements AutoCloseable {

    static final Path TARGET = Path.of("target").toAbsolutePath();

    /** Starts the packaged jar with its archive; the build puts it there where there is a shell. */
    public static final Path SCRIPT = TARGET.resolve("quarkus-app").resolve("quartermaster");

    private static final Duration START = Duration.ofSeconds(90);

    private final int port;
    private final Process process;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private RunningService(int port, Process process) {
        this.port = port;
        this.process = process;
    }

    /**
     * Starts the artefact of the last build.
     *
     * @param log where its output is added
     */
    public static RunningService start(Map<String, String> settings, Path log) throws IOException {
        int port = freePort();
        return await(port, artifact(settings, port), log);
    }

    /** As {@link #start}, with a journal of its own: one of several instances. */
    public static RunningService startAnother(Map<String, String> settings, Path log) throws IOException {
        Map<String, String> own = new HashMap<>(settings);
        own.put(
                "quartermaster.history.journal-dir",
                Files.createTempDirectory(TARGET, "journal").toString());
        return start(own, log);
    }

    /** Starts the packaged jar, also where another artefact was built since. */
    static RunningService startJar(Map<String, String> settings, Path log) throws IOException {
        int port = freePort();
        return await(port, jar(settings, port), log);
    }

    /**
     * A start that came to nothing.
     *
     * @param code what the process ended with
     * @param output all that it said
     */
    public record FailedStart(int code, String output) {}

    /** Starts the artefact of the last build with settings that it does not take. */
    public static FailedStart startInVain(Map<String, String> settings) throws IOException {
        Path output = Files.createTempFile("quartermaster", ".log");
        Process process = artifact(settings, freePort())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("it runs: " + Files.readString(output));
            }
            return new FailedStart(process.exitValue(), Files.readString(output));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new AssertionError(stopped);
        } finally {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    /** Starts it in that folder. */
    public static RunningService startIn(Path folder, Map<String, String> settings, Path log) throws IOException {
        int port = freePort();
        ProcessBuilder command = artifact(settings, port);
        return await(port, command.directory(folder.toFile()), log);
    }

    /** Starts it where no file can grow, as on a full disk. Needs a POSIX shell. */
    public static RunningService startOnFullDisk(Map<String, String> settings, Path log) throws IOException {
        int port = freePort();
        ProcessBuilder command = artifact(settings, port);
        command.command().addAll(0, List.of("sh", "-c", "trap '' XFSZ; ulimit -f 0; exec \"$@\"", "sh"));
        // Its output is a file that cannot grow either; a pipe can.
        Process process = command.redirectErrorStream(true).start();
        Thread output = new Thread(() -> copy(process.getInputStream(), log), "output");
        output.setDaemon(true);
        output.start();
        return await(port, process, log);
    }

    private static void copy(InputStream output, Path log) {
        try (OutputStream file = Files.newOutputStream(log, CREATE, APPEND)) {
            output.transferTo(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /**
     * Starts the packaged jar by its script with further options of the JVM.
     *
     * @param app the folder of the packaged service
     */
    public static RunningService startByScript(Path app, Map<String, String> settings, Path log, String... options)
            throws IOException {
        int port = freePort();
        return await(port, script(app.resolve(SCRIPT.getFileName()), settings, port, options), log);
    }

    private static ProcessBuilder artifact(Map<String, String> settings, int port) throws IOException {
        if (isJar()) {
            return jar(settings, port);
        }
        List<String> command = new ArrayList<>();
        command.add(TARGET.resolve(built().getProperty("path")).toString());
        properties(settings, port).forEach(command::add);
        return new ProcessBuilder(command);
    }

    /** As it is started by an operator where there is a shell. */
    private static ProcessBuilder jar(Map<String, String> settings, int port) throws IOException {
        if (Files.isExecutable(SCRIPT)) {
            return script(SCRIPT, settings, port);
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        properties(settings, port).forEach(command::add);
        command.addAll(List.of("-jar", SCRIPT.resolveSibling("quarkus-run.jar").toString()));
        return new ProcessBuilder(command);
    }

    /** On the Java of this test. Settings are in a file of arguments, as they may have spaces. */
    private static ProcessBuilder script(Path file, Map<String, String> settings, int port, String... options)
            throws IOException {
        Path arguments = Files.createTempFile("quartermaster", ".arguments");
        arguments.toFile().deleteOnExit();
        Files.write(
                arguments,
                properties(settings, port)
                        .map(argument -> "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"")
                        .toList());
        ProcessBuilder script = new ProcessBuilder(file.toString());
        script.environment().put("JAVA_HOME", System.getProperty("java.home"));
        script.environment().put("JAVA_OPTS", String.join(" ", options) + " @" + arguments);
        return script;
    }

    private static Stream<String> properties(Map<String, String> settings, int port) {
        return Stream.concat(
                settings.entrySet().stream().map(setting -> "-D" + setting.getKey() + "=" + setting.getValue()),
                Stream.of("-Dquarkus.http.port=" + port));
    }

    private static RunningService await(int port, ProcessBuilder command, Path log) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return await(port, process, log);
    }

    private static RunningService await(int port, Process process, Path log) {
        RunningService service = new RunningService(port, process);
        try {
            Awaitility.await()
                    .atMost(START)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> service.isReady() || !process.isAlive());
            if (!process.isAlive()) {
                throw new IllegalStateException("It ended with status " + process.exitValue() + "; see " + log);
            }
            return service;
        } catch (RuntimeException late) {
            service.close();
            throw late;
        }
    }

    /** Returns whether the last build made a jar. */
    public static boolean isJar() throws IOException {
        return !built().getProperty("type").startsWith("native");
    }

    /** Describes the artefact of the last build: {@code type}, and {@code path} below {@code target}. */
    static Properties built() throws IOException {
        Properties built = new Properties();
        try (InputStream description = Files.newInputStream(TARGET.resolve("quarkus-artifact.properties"))) {
            built.load(description);
        }
        return built;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Its address, without a path. */
    public String url() {
        return "http://localhost:" + port;
    }

    /** The id that its operating system gave its process. */
    public long processId() {
        return process.pid();
    }

    /** Whether it says that it takes requests; false as well when nobody answers. */
    public boolean isReady() {
        try {
            return http.send(request("/q/health/ready").GET().build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException nobody) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** @throws UncheckedIOException when nobody answers */
    public HttpResponse<String> get(String path) {
        return send(request(path).GET().build()).join();
    }

    /** @throws UncheckedIOException when nobody answers */
    public HttpResponse<String> delete(String path) {
        return send(request(path).DELETE().build()).join();
    }

    public CompletableFuture<HttpResponse<String>> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest request) {
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path))
                .timeout(Duration.ofSeconds(60))
                .header("authorization", "Bearer " + OutsideWorld.ADMIN_KEY);
    }

    /** Asks it to stop (SIGTERM). */
    public void stop() {
        process.destroy();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Its exit status; empty when it is still there after that time. */
    public int exit(Duration within) throws InterruptedException {
        if (!process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError("it is still there after " + within);
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
