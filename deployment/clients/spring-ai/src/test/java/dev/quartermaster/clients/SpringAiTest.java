package dev.quartermaster.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.ai.anthropic.AnthropicChatModel;
import org.springframework.ai.chat.client.ChatClient;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** By the starters and their settings, as an application has it; OpenAI's base URL ends in /v1, Anthropic's does not. */
@SpringBootTest(
        classes = SpringAiTest.Application.class,
        properties = {
            "spring.ai.chat.client.enabled=false",
            "spring.ai.openai.chat.model=openai/gpt-4o-mini",
            "spring.ai.anthropic.chat.model=anthropic/claude-haiku-4-5",
            "spring.ai.anthropic.chat.max-tokens=500",
        })
class SpringAiTest {

    @SpringBootApplication
    static class Application {}

    record Place(String city, int inhabitants) {}

    static final class Weather {

        final List<String> asked = new ArrayList<>();

        @Tool(description = "The weather of a city")
        String weather(String city) {
            asked.add(city);
            return "17 degrees in " + city;
        }
    }

    @Autowired
    OpenAiChatModel openai;

    @Autowired
    AnthropicChatModel anthropic;

    @DynamicPropertySource
    static void service(DynamicPropertyRegistry settings) {
        settings.add("spring.ai.openai.base-url", () -> Service.URL + "/v1");
        settings.add("spring.ai.openai.api-key", () -> Service.KEY);
        settings.add("spring.ai.anthropic.base-url", () -> Service.URL);
        settings.add("spring.ai.anthropic.api-key", () -> Service.KEY);
    }

    @BeforeEach
    void calm() {
        Service.calm();
    }

    private ChatClient client(String provider) {
        return ChatClient.create(provider.equals("openai") ? openai : anthropic);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void chats(String provider) {
        Service.nextAnswer(provider, "\"text\":\"Up there.\",\"usage\":{\"input\":11,\"output\":3}");

        ChatResponse answer =
                client(provider).prompt("Where is north?").call().chatResponse();

        assertThat(answer.getResult().getOutput().getText()).isEqualTo("Up there.");
        assertThat(answer.getMetadata().getUsage().getPromptTokens()).isEqualTo(11);
        assertThat(answer.getMetadata().getUsage().getCompletionTokens()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void streams(String provider) {
        Service.nextAnswer(
                provider, "\"text\":\"North is where the moss grows,\\nand south is the other way.\"");

        List<String> pieces = client(provider)
                .prompt("Where is north?")
                .stream()
                .content()
                .collectList()
                .block(Duration.ofSeconds(30));

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(String.join("", pieces))
                .isEqualTo("North is where the moss grows,\nand south is the other way.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void usesATool(String provider) {
        Service.nextAnswer(
                provider, "\"tool_calls\":[{\"name\":\"weather\",\"arguments\":{\"city\":\"Troms\u00f8\"}}]");
        Weather weather = new Weather();

        String answer = client(provider)
                .prompt("How warm is it in Troms\u00f8?")
                .tools(weather)
                .call()
                .content();

        assertThat(weather.asked).containsExactly("Troms\u00f8");
        assertThat(answer).contains("17 degrees in Troms\u00f8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void readsAnAnswerIntoARecord(String provider) {
        Service.nextAnswer(provider, "\"text\":\"{\\\"city\\\":\\\"Oslo\\\",\\\"inhabitants\\\":717710}\"");

        Place place = client(provider)
                .prompt("Oslo has 717,710 inhabitants.")
                .call()
                .entity(Place.class);

        assertThat(place).isEqualTo(new Place("Oslo", 717710));
    }
}
