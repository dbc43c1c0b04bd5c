import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends at a constant rate whatever the answers do. A request for which no connection is free waits, and its latency counts
 * from when it was to be sent. One thread sends, one reads, so that an answer is seen when it comes.
 */
final class ConstantRate {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long GRACE = 5 * SECOND;

    private final Selector selector;
    private final ArrayDeque<Connection> idle;
    private final ArrayDeque<Long> waiting = new ArrayDeque<>();
    private volatile boolean over;
    private int sent;
    private int answered;
    private int failed;
    private long counted;
    private long[] whole = {};
    private long[] first = {};
    private int samples;

    ConstantRate(Selector selector, List<Connection> connections) {
        this.selector = selector;
        idle = new ArrayDeque<>(connections);
    }

    /** Prints one line. What falls into the seconds skipped is sent, and not counted. */
    void run(int perSecond, int skipSeconds, int seconds) throws InterruptedException, IOException {
        int skip = skipSeconds * perSecond;
        int total = skip + seconds * perSecond;
        whole = new long[total];
        first = new long[total];
        Thread reader = new Thread(this::readAnswers, "reader");
        reader.start();
        long start = System.nanoTime() + SECOND / 10;
        counted = start + skip * SECOND / perSecond;
        long lag = 0;
        for (int i = 0; i < total; i++) {
            long due = start + i * SECOND / perSecond;
            long now;
            while ((now = System.nanoTime()) < due) {
                LockSupport.parkNanos(due - now);
            }
            lag = Math.max(lag, i < skip ? 0 : now - due);
            sendOrWait(due);
        }
        long until = System.nanoTime() + GRACE;
        while (outstanding() > 0 && System.nanoTime() < until) {
            Thread.sleep(10);
        }
        int unanswered = outstanding();
        over = true;
        selector.wakeup();
        reader.join();
        Arrays.sort(whole, 0, samples);
        Arrays.sort(first, 0, samples);
        System.out.printf(
                Locale.ROOT,
                "requests %d failed %d unanswered %d p50 %.3f p99 %.3f max %.3f first50 %.3f first99 %.3f lag %.3f%n",
                samples, failed, unanswered, percentile(whole, 0.5), percentile(whole, 0.99), percentile(whole, 1),
                percentile(first, 0.5), percentile(first, 0.99), lag / 1e6);
    }

    private double percentile(long[] sorted, double part) {
        return samples == 0 ? 0 : sorted[(int) Math.max(0, Math.ceil(part * samples) - 1)] / 1e6;
    }

    private synchronized void sendOrWait(long due) {
        sent++;
        Connection free = idle.pollFirst();
        if (free == null) {
            waiting.add(due);
        } else {
            free.send(due);
        }
    }

    private synchronized int outstanding() {
        return sent - answered - failed;
    }

    private void readAnswers() {
        try {
            while (!over) {
                selector.select(100);
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    Connection.Progress progress = connection.read();
                    if (progress == Connection.Progress.ANSWERED || progress == Connection.Progress.FAILED) {
                        finished(connection, progress, System.nanoTime());
                    }
                }
                selector.selectedKeys().clear();
            }
        } catch (IOException broken) {
            System.err.println("the load ends: " + broken);
            System.exit(1);
        }
    }

    private synchronized void finished(Connection connection, Connection.Progress progress, long now) {
        if (progress == Connection.Progress.FAILED) {
            if (failed++ == 0) {
                System.err.println("the first error: " + connection.failure());
            }
        } else {
            answered++;
            if (connection.due >= counted) {
                whole[samples] = now - connection.due;
                first[samples++] = connection.firstByte - connection.due;
            }
        }
        Long due = waiting.pollFirst();
        if (due == null) {
            idle.addLast(connection);
        } else {
            connection.send(due);
        }
    }
}
