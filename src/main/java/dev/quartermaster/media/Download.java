package dev.quartermaster.media;

import dev.quartermaster.outbound.AddressRule;
import dev.quartermaster.outbound.HostNames;
import dev.quartermaster.outbound.LinkFailure;
import dev.quartermaster.outbound.LinkRule;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Downloads one file. Each redirect is checked anew: the text of the link, then all addresses of its host; the
 * connection goes to a checked address, so that DNS cannot change in between. All of it runs on one Vert.x context.
 */
final class Download {

    private static final int MOST_REDIRECTS = 3;
    private static final int OK = 200;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final Context context;
    private final HttpClient client;
    private final LinkRule links;
    private final HostNames hosts;
    private final AddressRule addresses;
    private final long mostBytes;
    private final UniEmitter<? super FetchedFiles.LinkedFile> result;
    private final Buffer body = Buffer.buffer();

    private @Nullable HttpClientRequest request;
    private @Nullable FileKind kind;
    private int redirects;
    private long timer;
    private boolean over;

    Download(
            Context context,
            HttpClient client,
            LinkRule links,
            HostNames hosts,
            AddressRule addresses,
            long mostBytes,
            UniEmitter<? super FetchedFiles.LinkedFile> result) {
        this.context = context;
        this.client = client;
        this.links = links;
        this.hosts = hosts;
        this.addresses = addresses;
        this.mostBytes = mostBytes;
        this.result = result;
    }

    void begin(String url, long mostMillis) {
        timer = context.owner().setTimer(mostMillis, fired -> fail(LinkFailure.tooSlow()));
        guarded(url, this::visit);
    }

    /** Aborts the download; may be called at any time, and again. */
    void stop() {
        over = true;
        context.owner().cancelTimer(timer);
        abort();
    }

    private void visit(String url) {
        LinkRule.Link link = links.read(url);
        hosts.addresses(link.plainHost())
                .onSuccess(found -> guarded(
                        found, any -> connect(link, addresses.requireAll(any).iterator())))
                .onFailure(unknown -> fail(LinkFailure.notPublic()));
    }

    /** Connects to the first address that answers: some may belong to a network that this machine cannot reach. */
    private void connect(LinkRule.Link link, Iterator<InetAddress> candidates) {
        client.request(options(link, candidates.next()))
                .onSuccess(connected -> send(link, connected))
                .onFailure(refused -> guarded(candidates, rest -> {
                    if (!rest.hasNext()) {
                        throw LinkFailure.unreachable();
                    }
                    connect(link, rest);
                }));
    }

    private static RequestOptions options(LinkRule.Link link, InetAddress address) {
        return new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setServer(SocketAddress.inetSocketAddress(new InetSocketAddress(address, link.port())))
                .setHost(link.host())
                .setPort(link.port())
                .setSsl(link.encrypted())
                .setURI(link.target())
                .putHeader("accept", "image/*, application/pdf")
                .putHeader("user-agent", "Quartermaster");
    }

    private void send(LinkRule.Link link, HttpClientRequest connected) {
        request = connected;
        if (over) {
            abort();
            return;
        }
        connected
                .send()
                .onSuccess(response -> guarded(response, answer -> head(link, answer)))
                .onFailure(lost -> fail(LinkFailure.unreachable()));
    }

    private void head(LinkRule.Link link, HttpClientResponse response) {
        // A response that is not read may fail unnoticed.
        response.exceptionHandler(ignored -> {});
        String location = response.getHeader("location");
        if (REDIRECTS.contains(response.statusCode()) && location != null) {
            redirect(link, location);
        } else if (response.statusCode() != OK) {
            throw new LinkFailure("its host answered with status " + response.statusCode());
        } else {
            read(response);
        }
    }

    private void redirect(LinkRule.Link link, String location) {
        abort();
        if (++redirects > MOST_REDIRECTS) {
            throw new LinkFailure("it is redirected more than " + MOST_REDIRECTS + " times");
        }
        visit(link.resolve(location));
    }

    private void read(HttpClientResponse response) {
        String length = response.getHeader("content-length");
        if (length != null && length.matches("\\d{1,18}") && Long.parseLong(length) > mostBytes) {
            throw LinkFailure.tooLarge(mostBytes);
        }
        response.exceptionHandler(lost -> fail(LinkFailure.brokenOff()));
        response.handler(piece -> guarded(piece, this::append)).endHandler(end -> guarded(body, this::finish));
    }

    /** Checks the size again, whatever the declared length. */
    private void append(Buffer piece) {
        if (body.length() + (long) piece.length() > mostBytes) {
            throw LinkFailure.tooLarge(mostBytes);
        }
        body.appendBuffer(piece);
        if (kind == null && body.length() >= FileKind.SIGNATURE_BYTES) {
            kind = recognised();
        }
    }

    private void finish(Buffer whole) {
        FileKind found = kind == null ? recognised() : kind;
        String base64 = Base64.getEncoder().encodeToString(whole.getBytes());
        over = true;
        context.owner().cancelTimer(timer);
        result.complete(new FetchedFiles.LinkedFile(found, whole.length(), base64));
    }

    private FileKind recognised() {
        byte[] beginning = body.getBytes(0, Math.min(FileKind.SIGNATURE_BYTES, body.length()));
        return FileKind.of(beginning).orElseThrow(LinkFailure::unknownKind);
    }

    private <T> void guarded(T given, Consumer<T> step) {
        if (over) {
            return;
        }
        try {
            step.accept(given);
        } catch (LinkFailure known) {
            fail(known);
        } catch (RuntimeException unexpected) {
            fail(LinkFailure.unreachable());
        }
    }

    private void fail(LinkFailure failure) {
        if (!over) {
            stop();
            result.fail(failure);
        }
    }

    private void abort() {
        if (request != null) {
            request.reset();
            request = null;
        }
    }
}
