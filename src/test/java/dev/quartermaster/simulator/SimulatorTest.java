package dev.quartermaster.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The simulator as a server. */
class SimulatorTest {

    private static final String CHAT = "/openai/v1/chat/completions";
    private static final String HI =
            "{\"model\":\"gpt-4o\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @Test
    void severalEventLoopsShareOnePortAndOneState() {
        try (Simulator simulator = Simulator.start(0, Clock.systemUTC(), 3)) {
            Visitor visitor = new Visitor(simulator);
            List<CompletableFuture<HttpResponse<String>>> calls = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                calls.add(visitor.client().sendAsync(visitor.asking(CHAT, HI).build(), BodyHandlers.ofString()));
            }

            assertThat(calls).allMatch(call -> call.join().body().endsWith("data: [DONE]\n\n"));
            assertThat(simulator.calls().total()).isEqualTo(60);
        }
    }

    @Test
    void aBusyPortIsAnErrorThatLeavesNothingBehind() {
        try (Simulator first = Simulator.start(0)) {
            assertThatThrownBy(() -> Simulator.start(first.port())).hasRootCauseInstanceOf(BindException.class);
        }
    }

    @Test
    void closingEndsEverything() {
        Simulator simulator = Simulator.start(0);
        Visitor visitor = new Visitor(simulator);

        simulator.close();

        assertThatThrownBy(() -> visitor.get("/calls")).isInstanceOf(ConnectException.class);
    }

    @Test
    void answersOverHttp2() throws Exception {
        try (Simulator simulator = Simulator.start(0)) {
            Visitor visitor = new Visitor(simulator);
            HttpClient client =
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

            HttpResponse<String> response = client.send(
                    visitor.asking(CHAT, HI).version(HttpClient.Version.HTTP_2).build(), BodyHandlers.ofString());
            simulator.script("{\"provider\":\"openai\",\"kind\":\"cut\",\"after_bytes\":10}");

            assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
            assertThat(response.body()).endsWith("data: [DONE]\n\n");
            assertThatThrownBy(() -> client.send(visitor.asking(CHAT, HI).build(), BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aSlowReaderGetsALongStreamWhole() throws Exception {
        try (Simulator simulator = Simulator.start(0)) {
            Visitor visitor = new Visitor(simulator);
            simulator.script("{\"provider\":\"openai\",\"text\":\"" + "word ".repeat(20_000) + "\"}");

            HttpResponse<InputStream> response =
                    visitor.client().send(visitor.asking(CHAT, HI).build(), BodyHandlers.ofInputStream());

            try (InputStream body = response.body()) {
                assertThat(new String(body.readAllBytes(), StandardCharsets.UTF_8))
                        .contains("word")
                        .endsWith("data: [DONE]\n\n");
            }
        }
    }
}
