import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What is asked for, and of whom: one request, ready to be written, and the address it goes to. */
record Target(InetSocketAddress address, byte[] request) {

    static Target of(int port, String path, List<String> headers, Path body) throws IOException {
        byte[] content = body == null ? new byte[0] : Files.readAllBytes(body);
        StringBuilder head = new StringBuilder();
        head.append(body == null ? "GET " : "POST ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1:").append(port);
        headers.forEach(header -> head.append("\r\n").append(header));
        if (body != null) {
            head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(content.length);
        }
        head.append("\r\n\r\n");
        byte[] first = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new Target(
                new InetSocketAddress("127.0.0.1", port),
                ByteBuffer.allocate(first.length + content.length).put(first).put(content).array());
    }

    /** Opens a connection; fails while nobody listens. */
    SocketChannel open() throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.socket().setTcpNoDelay(true);
        channel.configureBlocking(false);
        return channel;
    }
}
