import java.io.IOException;
import java.net.ConnectException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Load for the benchmarks, by nothing but the JDK. {@code rate} sends at a constant rate whatever the answers do, and counts
 * each latency from when its request was to be sent, so that a server that stalls is charged for those who had to wait
 * behind (an open model, no coordinated omission). {@code curve} asks over a number of connections, each again as soon as it
 * is answered, from before the server is there, and says how many were answered in each step since the server's start.
 * {@code wait} waits for two first answers: of a GET, and of the request.
 *
 * <pre>
 * java Load rate port=8090 body=FILE rate=1000 seconds=6 skip=2 connections=64 header='Name: value' …
 * java Load curve port=8090 body=FILE process=ID from=MILLISECONDS step=5 seconds=30 connections=32 …
 * java Load wait port=8090 ready=/q/health/ready body=FILE …
 * </pre>
 */
public final class Load {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int PATIENCE_SECONDS = 120;

    private final Map<String, String> options = new HashMap<>();
    private final List<String> headers = new ArrayList<>();
    private final Target target;
    private final Selector selector = Selector.open();
    private final ByteBuffer in = ByteBuffer.allocateDirect(256 << 10);

    private Load(List<String> arguments) throws IOException {
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            if (argument.startsWith("header=")) {
                headers.add(argument.substring(equals + 1));
            } else {
                options.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
        }
        target = Target.of(
                number("port", 0),
                options.getOrDefault("path", "/v1/chat/completions"),
                headers,
                Path.of(options.get("body")));
    }

    public static void main(String[] arguments) throws Exception {
        Load load = new Load(List.of(arguments).subList(1, arguments.length));
        switch (arguments[0]) {
            case "rate" -> new ConstantRate(load.selector, load.connections())
                    .run(load.number("rate", 1000), load.number("skip", 2), load.number("seconds", 6));
            case "curve" -> load.curve();
            case "wait" -> load.awaitFirst();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    private int number(String name, int otherwise) {
        return Integer.parseInt(options.getOrDefault(name, String.valueOf(otherwise)));
    }

    private List<Connection> connections() throws IOException {
        List<Connection> connections = new ArrayList<>();
        for (int i = 0; i < number("connections", 32); i++) {
            connections.add(new Connection(target, selector, in));
        }
        return connections;
    }

    private void curve() throws Exception {
        long from = Long.parseLong(options.get("from"));
        int step = number("step", 5) * 1000;
        int steps = number("seconds", 30) * 1000 / step;
        int[] counts = new int[steps];
        int failed = 0;
        awaitListener();
        for (Connection connection : connections()) {
            connection.send(0);
        }
        long firstAnswer = 0;
        long end = from + (long) steps * step;
        long now = 0;
        while (now < end) {
            selector.select(100);
            now = System.currentTimeMillis();
            for (SelectionKey key : selector.selectedKeys()) {
                Connection connection = (Connection) key.attachment();
                Connection.Progress progress = connection.read();
                if (progress == Connection.Progress.ANSWERED) {
                    firstAnswer = firstAnswer == 0 ? now : firstAnswer;
                    counts[(int) Math.min(steps - 1, (now - from) / step)]++;
                }
                failed += progress == Connection.Progress.FAILED ? 1 : 0;
                if (progress != Connection.Progress.GOING_ON) {
                    connection.send(0);
                }
            }
            selector.selectedKeys().clear();
        }
        StringBuilder line = new StringBuilder("failed " + failed + " first " + (firstAnswer == 0 ? "-" : firstAnswer - from) + " rates");
        for (int count : counts) {
            line.append(' ').append(count * 1000L / step);
        }
        System.out.println(line);
    }

    private void awaitListener() throws Exception {
        long process = number("process", 0);
        for (long until = System.nanoTime() + PATIENCE_SECONDS * SECOND; System.nanoTime() < until; Thread.sleep(2)) {
            try {
                target.open().close();
                return;
            } catch (ConnectException notYet) {
                // It is still starting, or has given up.
                if (process > 0 && ProcessHandle.of(process).isEmpty()) {
                    throw new IllegalStateException("process " + process + " has ended");
                }
            }
        }
        throw new IllegalStateException("nothing listens at " + target.address());
    }

    private void awaitFirst() throws Exception {
        Target health = Target.of(number("port", 0), options.get("ready"), List.of(), null);
        System.out.println("waiting");
        System.out.flush();
        awaitListener();
        long ready = awaitAnswer(health);
        System.out.println("ready " + ready + "\nanswered " + awaitAnswer(target));
    }

    private long awaitAnswer(Target asked) throws Exception {
        for (long until = System.nanoTime() + PATIENCE_SECONDS * SECOND; System.nanoTime() < until; Thread.sleep(2)) {
            try (Selector own = Selector.open();
                    Connection connection = new Connection(asked, own, in)) {
                connection.send(0);
                Connection.Progress progress = Connection.Progress.GOING_ON;
                while (progress == Connection.Progress.GOING_ON) {
                    own.select();
                    own.selectedKeys().clear();
                    progress = connection.read();
                }
                if (progress == Connection.Progress.ANSWERED) {
                    return System.currentTimeMillis();
                }
            }
        }
        throw new IllegalStateException("no good answer from " + asked.address());
    }
}
