package dev.quartermaster.api.entry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.api.entry.RawHttp2Client.Frame;
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
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int MAX_HEADER_LIST_SIZE = 6;
    private static final int MOST_STREAMS = 1024;
    private static final int MOST_RESETS = 200;
    private static final int REFUSED_STREAM = 7;
    private static final int ENHANCE_YOUR_CALM = 11;
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
    void slowClientsAreCutOffAndOthersAreNot() throws Exception {
        assertThat(new SlowWays(service, LockedHouse.KEY, LockedHouse.PATIENCE).go())
                .hasSizeGreaterThan(10)
                .allSatisfy((way, isTreatedWell) ->
                        assertThat(isTreatedWell).as("a client that %s", way).isTrue());
    }

    @Test
    void anHttp2ConnectionHasBounds() throws Exception {
        try (RawHttp2Client client = new RawHttp2Client(service)) {
            Frame settings = client.next(frame -> frame.type() == RawHttp2Client.SETTINGS, SOON)
                    .orElseThrow();

            assertThat(settings.settings()).containsEntry(MAX_CONCURRENT_STREAMS, (long) MOST_STREAMS);
            assertThat(settings.settings()).containsEntry(MAX_HEADER_LIST_SIZE, 20L * 1024);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moreRequestsAtATimeThanAnHttp2ConnectionMayHaveAreRefused(boolean agrees) throws Exception {
        try (RawHttp2Client client = new RawHttp2Client(service, agrees)) {
            for (int i = 0; i <= MOST_STREAMS; i++) {
                client.head(2 * i + 1, false, "POST", "/v1/edge-echo", "authorization", "Bearer " + LockedHouse.KEY);
            }
            int last = 2 * MOST_STREAMS + 1;

            assertThat(client.next(frame -> frame.type() == RawHttp2Client.RST_STREAM, SOON))
                    .hasValueSatisfying(refused -> assertThat(refused.stream()).isEqualTo(last))
                    .hasValueSatisfying(refused -> assertThat(refused.error()).isEqualTo(REFUSED_STREAM));
        }
    }

    /** Requests that are taken back as soon as they are made cost their maker nothing, and do not count as requests at a time. */
    @Test
    void whoTakesBackRequestAfterRequestIsCutOff() throws Exception {
        try (RawHttp2Client client = new RawHttp2Client(service)) {
            for (int i = 0; i <= MOST_RESETS; i++) {
                // Without its body it is not answered: a withdrawal does not count where the answer was quicker.
                client.head(2 * i + 1, false, "POST", "/v1/edge-echo", "authorization", "Bearer " + LockedHouse.KEY);
                client.reset(2 * i + 1);
            }

            assertThat(client.next(frame -> frame.type() == RawHttp2Client.GOAWAY, SOON))
                    .hasValueSatisfying(away -> assertThat(away.error()).isEqualTo(ENHANCE_YOUR_CALM));
            assertThat(client.isClosedWithin(SOON)).isTrue();
        }
    }

    @Test
    void headersOfHttp2ThatAreTooLargeAreRefused() throws Exception {
        try (RawHttp2Client client = new RawHttp2Client(service)) {
            client.head(1, true, "GET", "/q/health/live", "x-much", "x".repeat(21_000));

            assertThat(client.status(1, SOON)).hasValue("431");
        }
    }
}
