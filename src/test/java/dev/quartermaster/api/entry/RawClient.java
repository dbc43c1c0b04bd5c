package dev.quartermaster.api.entry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client that sends what no well-behaved one would, byte by byte. */
final class RawClient implements AutoCloseable {

    private static final int SILENCE_MILLIS = 200;

    private final Socket socket;

    RawClient(URI service) throws IOException {
        socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
    }

    void send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** Whether it could be sent; not when the server has reset the connection. */
    boolean trySend(String text) {
        try {
            send(text);
            return true;
        } catch (IOException reset) {
            return false;
        }
    }

    /** What the server says until it closes the connection or has said something and goes silent; waits so long for it to begin. */
    String read(Duration longest) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        socket.setSoTimeout(Math.toIntExact(longest.toMillis()));
        try {
            for (int next = in.read(); next >= 0; next = in.read()) {
                read.write(next);
                socket.setSoTimeout(SILENCE_MILLIS);
            }
        } catch (IOException silentOrReset) {
            return read.toString(StandardCharsets.UTF_8);
        }
        return read.toString(StandardCharsets.UTF_8);
    }

    /** Whether the server closes the connection within this time, having said nothing or something. */
    boolean isClosedWithin(Duration time) throws IOException {
        long end = System.nanoTime() + time.toNanos();
        InputStream in = socket.getInputStream();
        try {
            while (true) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                socket.setSoTimeout(Math.toIntExact(left));
                if (in.read() < 0) {
                    return true;
                }
            }
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
