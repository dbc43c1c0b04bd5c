package dev.quartermaster.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.service.AiServices;
import dev.langchain4j.service.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LangChain4jTest {

    private static final String TWO_LINES = "North is where the moss grows,\nand south is the other way.";

    /** Both of its clients; OpenAI's wants {@code /v1}, Anthropic's wants {@code /v1/}. */
    enum Client {
        OPENAI("openai") {
            @Override
            ChatModel model() {
                return OpenAiChatModel.builder()
                        .baseUrl(Service.URL + "/v1")
                        .apiKey(Service.KEY)
                        .modelName("openai/gpt-4o-mini")
                        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                        .strictJsonSchema(true)
                        .build();
            }

            @Override
            StreamingChatModel streaming() {
                return OpenAiStreamingChatModel.builder()
                        .baseUrl(Service.URL + "/v1/")
                        .apiKey(Service.KEY)
                        .modelName("openai/gpt-4o-mini")
                        .build();
            }
        },
        ANTHROPIC("anthropic") {
            @Override
            ChatModel model() {
                return AnthropicChatModel.builder()
                        .baseUrl(Service.URL + "/v1/")
                        .apiKey(Service.KEY)
                        .modelName("anthropic/claude-haiku-4-5")
                        .maxTokens(500)
                        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                        .build();
            }

            @Override
            StreamingChatModel streaming() {
                return AnthropicStreamingChatModel.builder()
                        .baseUrl(Service.URL + "/v1/")
                        .apiKey(Service.KEY)
                        .modelName("anthropic/claude-haiku-4-5")
                        .maxTokens(500)
                        .build();
            }
        };

        private final String provider;

        Client(String provider) {
            this.provider = provider;
        }

        abstract ChatModel model();

        abstract StreamingChatModel streaming();
    }

    interface Assistant {
        Result<String> ask(String question);
    }

    interface Extractor {
        Place find(String text);
    }

    record Place(String city, int inhabitants) {}

    static final class Weather {

        final List<String> asked = new ArrayList<>();

        @Tool("The weather of a city")
        String weather(@P("The city's name") String city) {
            asked.add(city);
            return "17 degrees in " + city;
        }
    }

    @BeforeEach
    void calm() {
        Service.calm();
    }

    @ParameterizedTest
    @EnumSource
    void chats(Client client) {
        Service.nextAnswer(client.provider, "\"text\":\"Up there.\",\"usage\":{\"input\":11,\"output\":3}");

        ChatResponse answer = client.model().chat(UserMessage.from("Where is north?"));

        assertThat(answer.aiMessage().text()).isEqualTo("Up there.");
        assertThat(answer.tokenUsage().inputTokenCount()).isEqualTo(11);
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(3);
        assertThat(answer.finishReason().name()).isEqualTo("STOP");
    }

    @ParameterizedTest
    @EnumSource
    void streams(Client client) throws Exception {
        Service.nextAnswer(client.provider, "\"text\":\"" + TWO_LINES.replace("\n", "\\n") + "\"");
        List<String> pieces = new ArrayList<>();
        CompletableFuture<ChatResponse> whole = new CompletableFuture<>();

        client.streaming().chat("Where is north?", new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                pieces.add(piece);
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                whole.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                whole.completeExceptionally(error);
            }
        });

        ChatResponse answer = whole.get(30, TimeUnit.SECONDS);
        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(String.join("", pieces)).isEqualTo(TWO_LINES);
        assertThat(answer.aiMessage().text()).isEqualTo(TWO_LINES);
        assertThat(answer.tokenUsage().outputTokenCount()).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void usesATool(Client client) {
        Service.nextAnswer(
                client.provider, "\"tool_calls\":[{\"name\":\"weather\",\"arguments\":{\"city\":\"Troms\u00f8\"}}]");
        Weather weather = new Weather();
        Assistant assistant = AiServices.builder(Assistant.class)
                .chatModel(client.model())
                .tools(weather)
                .build();

        Result<String> answer = assistant.ask("How warm is it in Troms\u00f8?");

        assertThat(weather.asked).containsExactly("Troms\u00f8");
        assertThat(answer.content()).contains("17 degrees in Troms\u00f8");
        assertThat(answer.toolExecutions()).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void readsAnAnswerIntoARecord(Client client) {
        Service.nextAnswer(client.provider, "\"text\":\"{\\\"city\\\":\\\"Oslo\\\",\\\"inhabitants\\\":717710}\"");
        Extractor extractor = AiServices.builder(Extractor.class)
                .chatModel(client.model())
                .build();

        assertThat(extractor.find("Oslo has 717,710 inhabitants.")).isEqualTo(new Place("Oslo", 717710));
    }
}
