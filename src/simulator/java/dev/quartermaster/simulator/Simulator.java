package dev.quartermaster.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.simulator.script.CallLog;
import dev.quartermaster.simulator.script.FaultReader;
import dev.quartermaster.simulator.script.FaultScript;
import dev.quartermaster.simulator.script.InvalidScript;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;

/** The simulator by itself: in a test's JVM, or as a process for benchmarks. */
public final class Simulator implements AutoCloseable {

    private static final int DEFAULT_PORT = 8089;

    private final Vertx vertx;
    private final Stage stage;
    private volatile int port;

    private Simulator(Clock clock, int eventLoops) {
        // It reads no files, so it needs no cache directory for them.
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(eventLoops)
                .setFileSystemOptions(new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false)));
        this.stage = new Stage(new ObjectMapper(), clock);
    }

    /**
     * Returns when it listens.
     *
     * @param port 0 for any free one
     */
    public static Simulator start(int port) {
        return start(port, Clock.systemUTC());
    }

    /** @param clock what faults for so many seconds are timed by */
    public static Simulator start(int port, Clock clock) {
        return start(port, clock, 1);
    }

    static Simulator start(int port, Clock clock, int eventLoops) {
        Simulator simulator = new Simulator(clock, eventLoops);
        try {
            int shared = port == 0 && eventLoops > 1 ? freePort() : port;
            for (int loop = 0; loop < eventLoops; loop++) {
                simulator.port = simulator.listen(shared).actualPort();
            }
        } catch (RuntimeException e) {
            simulator.close();
            throw e;
        }
        return simulator;
    }

    /** Servers share a port only if each of them asks for it by its number. */
    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments: port (8089), event loops (one per processor). Runs until the process is ended. */
    public static void main(String[] arguments) {
        int port = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_PORT;
        int loops = arguments.length > 1
                ? Integer.parseInt(arguments[1])
                : Runtime.getRuntime().availableProcessors();
        Simulator simulator = start(port, Clock.systemUTC(), loops);
        Runtime.getRuntime().addShutdownHook(new Thread(simulator::close));
        System.out.println("Simulator: " + simulator.baseUrl());
    }

    public int port() {
        return port;
    }

    /** Base URL of the control endpoints, which script faults and list calls. */
    public String baseUrl() {
        return "http://localhost:" + port() + Stage.PATH;
    }

    /** Base URL to configure for a provider. */
    public String baseUrl(ProviderId provider) {
        return baseUrl() + "/" + provider;
    }

    /**
     * Adds a fault, in the JSON that is also accepted over HTTP.
     *
     * @throws InvalidScript naming the field at fault
     */
    public void script(String fault) {
        try {
            faults().add(FaultReader.read(stage.json().readTree(fault)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + fault, e);
        }
    }

    public FaultScript faults() {
        return stage.faults();
    }

    public CallLog calls() {
        return stage.calls();
    }

    /** Ends all connections; returns when the port is free. */
    @Override
    public void close() {
        finished(vertx.close());
    }

    /** One more server; those of one port share its connections, each on an event loop of its own. */
    private HttpServer listen(int onPort) {
        Router router = Router.router(vertx);
        stage.mount(router);
        return finished(vertx.createHttpServer().requestHandler(router).listen(onPort));
    }

    /** Called by the thread that starts or ends the simulator, never on an event loop. */
    private static <T> T finished(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture().join();
    }
}
