import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** One connection, with at most one request under way on it. Opens itself anew when the other side has closed it. */
final class Connection implements AutoCloseable {

    /** How reading went. */
    enum Progress {
        /** More is to come. */
        GOING_ON,
        /** The answer is there. */
        ANSWERED,
        /** The other side closed before it had answered, or did not answer with 200. */
        FAILED,
        /** The other side closed a connection that was not in use. */
        CLOSED
    }

    private final Target target;
    private final Selector selector;
    private final ByteBuffer in;
    private final Answer answer = new Answer();
    private SocketChannel channel;
    private boolean busy;
    private String failure = "";

    /** When the request under way was to be sent, in nanoseconds. */
    long due;
    /** When the first byte behind the head of its answer came. */
    long firstByte;

    Connection(Target target, Selector selector, ByteBuffer in) throws IOException {
        this.target = target;
        this.selector = selector;
        this.in = in;
        open();
    }

    private void open() throws IOException {
        channel = target.open();
        channel.register(selector, SelectionKey.OP_READ, this);
        answer.next();
    }

    /** Sends the request. It is so small that a socket takes it at once. */
    synchronized void send(long dueAt) {
        due = dueAt;
        firstByte = 0;
        busy = true;
        ByteBuffer out = ByteBuffer.wrap(target.request());
        try {
            while (out.hasRemaining()) {
                channel.write(out);
            }
        } catch (IOException closed) {
            // Reading finds that out as well, and takes it as a failure.
        }
    }

    /** Reads what is there; after anything but {@code GOING_ON} the next request may be sent. */
    Progress read() throws IOException {
        int count;
        in.clear();
        try {
            count = channel.read(in);
        } catch (IOException reset) {
            count = -1;
        }
        if (count < 0) {
            return closed();
        }
        in.flip();
        boolean complete = answer.read(in);
        if (firstByte == 0 && answer.hasBody()) {
            firstByte = System.nanoTime();
        }
        return complete ? done() : Progress.GOING_ON;
    }

    private synchronized Progress closed() throws IOException {
        channel.close();
        boolean complete = answer.endsWithConnection();
        int status = answer.status();
        boolean was = busy;
        open();
        busy = false;
        if (!was) {
            return Progress.CLOSED;
        }
        failure = "closed by the other side, status " + status;
        return complete && status == 200 ? Progress.ANSWERED : Progress.FAILED;
    }

    private synchronized Progress done() {
        int status = answer.status();
        answer.next();
        busy = false;
        failure = "status " + status;
        return status == 200 ? Progress.ANSWERED : Progress.FAILED;
    }

    /** What went wrong, behind {@code FAILED}. */
    synchronized String failure() {
        return failure;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
