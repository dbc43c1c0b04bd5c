package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients get that send too much, or too slowly. */
@QuarkusTest
@TestProfile(LockedHouse.class)
class HostileClientsComponentTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration MOMENT = Duration.ofMillis(300);
    private static final String AUTHORISED = "authorization: Bearer " + LockedHouse.KEY + "\r\n";

    @TestHTTPResource("/")
    URI service;

    @Test
    void aRequestLineThatIsTooLongIsRefused() throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.trySend("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nhost: here\r\n\r\n");

            assertThat(client.read(SOON)).startsWith("HTTP/1.").contains(" 414 ");
        }
    }

    @Test
    void headersThatAreTooLargeAreRefused() throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.trySend("GET /q/health HTTP/1.1\r\nhost: here\r\nx-much: " + "x".repeat(21_000) + "\r\n\r\n");

            assertThat(client.read(SOON)).startsWith("HTTP/1.1 431 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // Two lengths, a name with a space, a length below nothing: ways to smuggle a request.
                "content-length: 5\r\ncontent-length: 6\r\n",
                "content-length : 5\r\n",
                "content-length: -1\r\n"
            })
    void aRequestWhoseEndIsUnclearIsRefused(String header) throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.trySend("POST /v1/edge-echo HTTP/1.1\r\nhost: here\r\n" + AUTHORISED
                    + "content-type: application/json\r\n" + header + "\r\n{\"a\":");

            assertThat(client.read(SOON)).startsWith("HTTP/1.1 400 ");
        }
    }

    @Test
    void whoConnectsAndSaysNothingIsCutOff() throws IOException {
        try (RawClient client = new RawClient(service)) {
            assertThat(client.isClosedWithin(SOON)).isTrue();
        }
    }

    @Test
    void whoBeginsAHeadAndGoesSilentIsCutOff() throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.send("GET /q/health HTTP/1.1\r\nhost: he");

            assertThat(client.isClosedWithin(SOON)).isTrue();
        }
    }

    @Test
    void whoDribblesAHeadIsCutOffAlsoAfterARequest() throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.send("GET /q/health/live HTTP/1.1\r\nhost: here\r\n\r\n");
            assertThat(client.read(SOON)).startsWith("HTTP/1.1 200 ");
            client.send("GET /q/health/live HTTP/1.1\r\nhost: here\r\n");

            await().atMost(SOON).pollInterval(MOMENT).until(() -> !client.trySend("x: y\r\n"));
        }
    }

    @Test
    void whoSendsTwoHeadsAndGoesSilentInTheSecondIsCutOff() throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.send("GET /q/health/live HTTP/1.1\r\nhost: here\r\n\r\n");
            assertThat(client.read(SOON)).startsWith("HTTP/1.1 200 ");
            client.send("GET /q/health/live HT");

            assertThat(client.isClosedWithin(SOON)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content-length: 4000\r\n\r\n",
                "content-length: 4000\r\n\r\n{\"text\":",
                "transfer-encoding: chunked\r\n\r\n",
                "transfer-encoding: chunked\r\n\r\n8\r\n{\"te",
                // The chunks count, as the standard says; these are none.
                "content-length: 5\r\ntransfer-encoding: chunked\r\n\r\n"
            })
    void whoGoesSilentInABodyIsCutOff(String rest) throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.send("POST /v1/edge-echo HTTP/1.1\r\nhost: here\r\n" + AUTHORISED
                    + "content-type: application/json\r\n" + rest);

            assertThat(client.isClosedWithin(SOON)).isTrue();
        }
    }

    @Test
    void whoDribblesABodyIsCutOff() throws IOException {
        try (RawClient client = new RawClient(service)) {
            client.send("POST /v1/edge-echo HTTP/1.1\r\nhost: here\r\n" + AUTHORISED
                    + "content-type: application/json\r\ncontent-length: 4000\r\n\r\n");

            await().atMost(SOON).pollInterval(MOMENT).until(() -> !client.trySend(" "));
        }
    }

    /** So that the ones above are cut off for being slow, and not whoever takes his time. */
    @Test
    void whoComesBackLaterFindsTheConnectionOpen() throws IOException {
        try (RawClient client = new RawClient(service)) {
            for (int i = 0; i < 2; i++) {
                client.send("GET /q/health/live HTTP/1.1\r\nhost: here\r\n\r\n");
                assertThat(client.read(SOON)).startsWith("HTTP/1.1 200 ");
                assertThat(client.isClosedWithin(LockedHouse.PATIENCE.plusSeconds(1)))
                        .isFalse();
            }
        }
    }
}
