package dev.quartermaster.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.outbound.HostNames;
import dev.quartermaster.outbound.LinkFailure;
import dev.quartermaster.outbound.LinkRule;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PfxOptions;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A link's host must show that it is that host, although the connection is made to an address. */
class EncryptedLinkTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String PASSWORD = "changeit";

    private final AtomicReference<String> indicated = new AtomicReference<>();
    private Vertx vertx;
    private HttpServer server;
    private HttpClient client;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        PfxOptions identity = identity(folder.resolve("files.p12"));
        vertx = Vertx.vertx();
        server = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setSsl(true)
                        .setSni(true)
                        .setKeyCertOptions(identity))
                .requestHandler(request -> {
                    indicated.set(request.connection().indicatedServerName());
                    request.response().end(FileBytes.PNG, "ISO-8859-1");
                });
        server.listen(0).toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        client = vertx.createHttpClient(
                LinkFetcher.options(MediaSettings.with(Map.of())).setTrustOptions(identity));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        vertx.close();
    }

    @Test
    void theHostIsRequestedByItsName() {
        assertThat(fetch("files.test").awaitItem(LONG).getItem().kind()).isEqualTo(FileKind.PNG);
        assertThat(indicated).hasValue("files.test");
    }

    @Test
    void aHostThatCannotShowThatNameIsNotReached() {
        assertThat(fetch("other.test").awaitFailure(LONG).getFailure())
                .hasMessage(LinkFailure.unreachable().getMessage());
    }

    private UniAssertSubscriber<FetchedFiles.LinkedFile> fetch(String host) {
        HostNames hosts = name -> Future.succeededFuture(List.of(InetAddress.getLoopbackAddress()));
        LinkRule links = new LinkRule(false, List.of(), List.of());
        String url = "https://" + host + ":" + server.actualPort() + "/";
        return Uni.createFrom()
                .<FetchedFiles.LinkedFile>emitter(emitter -> {
                    var context = vertx.getOrCreateContext();
                    var download = new Download(context, client, links, hosts, any -> true, 1_000_000, emitter);
                    context.runOnContext(now -> download.begin(url, LONG.toMillis()));
                })
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create());
    }

    private static PfxOptions identity(Path file) throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "files",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=files.test",
                        "-ext",
                        "SAN=dns:files.test",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD)
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new PfxOptions().setPath(file.toString()).setPassword(PASSWORD);
    }
}
