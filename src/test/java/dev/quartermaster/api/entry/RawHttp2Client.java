package dev.quartermaster.api.entry;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** A client of HTTP/2 in clear text that sends what no well-behaved one would, frame by frame. */
final class RawHttp2Client implements AutoCloseable {

    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int GOAWAY = 7;

    private static final int PING = 6;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;
    private static final int PRIORITY = 32;
    private static final int ACK = 1;
    private static final int LARGEST_FRAME = 16_384;

    /** What comes after the last frame. */
    private static final Frame END = new Frame(-1, 0, 0, new byte[0]);

    private final boolean agrees;
    private final Socket socket;
    private final DataOutputStream out;
    private final DefaultHttp2HeadersEncoder encoder = new DefaultHttp2HeadersEncoder();
    private final DefaultHttp2HeadersDecoder decoder = new DefaultHttp2HeadersDecoder();
    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();

    /** One frame that the server sent; of {@link #HEADERS} the payload is the status. */
    record Frame(int type, int flags, int stream, byte[] payload) {

        boolean is(int type, int stream) {
            return this.type == type && this.stream == stream;
        }

        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }

        /** The settings by their numbers. */
        Map<Integer, Long> settings() {
            ByteBuf pairs = Unpooled.wrappedBuffer(payload);
            Map<Integer, Long> settings = new HashMap<>();
            while (pairs.isReadable()) {
                settings.put(pairs.readUnsignedShort(), pairs.readUnsignedInt());
            }
            return settings;
        }

        /** The code that tells what is wrong, of {@link #RST_STREAM} and {@link #GOAWAY}. */
        int error() {
            return Unpooled.wrappedBuffer(payload).getInt(type == GOAWAY ? 4 : 0);
        }
    }

    RawHttp2Client(URI service) throws IOException {
        this(service, true);
    }

    /** @param agrees whether it says yes to what the server announces of its bounds */
    RawHttp2Client(URI service, boolean agrees) throws IOException {
        this.agrees = agrees;
        socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(socket.getOutputStream());
        out.write("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, new byte[0]);
        Thread reader = new Thread(this::read, "raw-http2");
        reader.setDaemon(true);
        reader.start();
    }

    /** Sends the head of a request. */
    void head(int stream, boolean isAll, String method, String path, String... fields) throws IOException {
        Http2Headers headers = new DefaultHttp2Headers()
                .method(method)
                .path(path)
                .scheme("http")
                .authority("here");
        for (int i = 0; i < fields.length; i += 2) {
            headers.add(fields[i], fields[i + 1]);
        }
        byte[] block = encoded(stream, headers);
        int end = isAll ? END_STREAM : 0;
        for (int from = 0; from < block.length; from += LARGEST_FRAME) {
            int to = Math.min(block.length, from + LARGEST_FRAME);
            int flags = (from == 0 ? end : 0) | (to == block.length ? END_HEADERS : 0);
            frame(from == 0 ? HEADERS : CONTINUATION, flags, stream, Arrays.copyOfRange(block, from, to));
        }
    }

    private byte[] encoded(int stream, Http2Headers headers) throws IOException {
        ByteBuf block = Unpooled.buffer();
        try {
            encoder.encodeHeaders(stream, headers, block);
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
        return ByteBufUtil.getBytes(block);
    }

    void data(int stream, String text) throws IOException {
        frame(DATA, 0, stream, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Takes a request back. */
    void reset(int stream) throws IOException {
        frame(RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
    }

    synchronized void frame(int type, int flags, int stream, byte[] payload) throws IOException {
        out.writeByte(payload.length >>> 16);
        out.writeShort(payload.length);
        out.writeByte(type);
        out.writeByte(flags);
        out.writeInt(stream);
        out.write(payload);
        out.flush();
    }

    /** The next frame of that kind; those before it are dropped. Empty where the server ends the connection or time runs out. */
    Optional<Frame> next(Predicate<Frame> kind, Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (true) {
            Frame frame = frames.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            if (frame == END) {
                frames.add(END);
            }
            if (frame == null || frame == END) {
                return Optional.empty();
            }
            if (kind.test(frame)) {
                return Optional.of(frame);
            }
        }
    }

    /** The status of the answer to a request; empty where there is none in that time. */
    Optional<String> status(int stream, Duration longest) throws InterruptedException {
        return next(frame -> frame.is(HEADERS, stream), longest).map(Frame::text);
    }

    /** Whether the server ends the connection within this time. */
    boolean isClosedWithin(Duration time) throws InterruptedException {
        next(frame -> false, time);
        return frames.contains(END);
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
                int type = in.readUnsignedByte();
                int flags = in.readUnsignedByte();
                int stream = in.readInt();
                byte[] payload = in.readNBytes(length);
                frames.add(new Frame(type, flags, stream, type == HEADERS ? status(stream, flags, payload) : payload));
                if ((type == SETTINGS && agrees || type == PING) && (flags & ACK) == 0) {
                    frame(type, ACK, 0, type == PING ? payload : new byte[0]);
                }
            }
        } catch (IOException | Http2Exception closed) {
            frames.add(END);
        }
    }

    private byte[] status(int stream, int flags, byte[] payload) throws Http2Exception {
        ByteBuf block = Unpooled.wrappedBuffer(payload);
        if ((flags & PRIORITY) != 0) {
            block.skipBytes(5);
        }
        CharSequence status = decoder.decodeHeaders(stream, block).status();
        return String.valueOf(status).getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
