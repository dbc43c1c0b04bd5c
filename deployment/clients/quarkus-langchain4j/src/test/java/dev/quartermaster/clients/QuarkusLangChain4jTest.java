package dev.quartermaster.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.service.Result;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the extension and its settings, as an application has it; the base URL ends in /v1/. */
@QuarkusTest
@ActivateRequestContext
class QuarkusLangChain4jTest {

    @Inject
    Assistant assistant;

    @Inject
    Weather weather;

    @BeforeEach
    void calm() {
        Service.calm();
    }

    @Test
    void chats() {
        Service.nextAnswer("openai", "\"text\":\"Up there.\",\"usage\":{\"input\":11,\"output\":3}");

        Result<String> answer = assistant.ask("Where is north?");

        assertThat(answer.content()).isEqualTo("Up there.");
        assertThat(answer.tokenUsage().inputTokenCount()).isEqualTo(11);
        assertThat(answer.tokenUsage().outputTokenCount()).isEqualTo(3);
    }

    @Test
    void streams() {
        Service.nextAnswer("openai", "\"text\":\"North is where the moss grows,\\nand south is the other way.\"");

        List<String> pieces =
                assistant.stream("Where is north?").collect().asList().await().atMost(Duration.ofSeconds(30));

        assertThat(pieces).hasSizeGreaterThan(3);
        assertThat(String.join("", pieces))
                .isEqualTo("North is where the moss grows,\nand south is the other way.");
    }

    @Test
    void usesATool() {
        Service.nextAnswer(
                "openai", "\"tool_calls\":[{\"name\":\"weather\",\"arguments\":{\"city\":\"Troms\u00f8\"}}]");

        String answer = assistant.askWithTools("How warm is it in Troms\u00f8?");

        assertThat(weather.asked()).containsExactly("Troms\u00f8");
        assertThat(answer).contains("17 degrees in Troms\u00f8");
    }

    @Test
    void readsAnAnswerIntoARecord() {
        Service.nextAnswer("openai", "\"text\":\"{\\\"city\\\":\\\"Oslo\\\",\\\"inhabitants\\\":717710}\"");

        assertThat(assistant.find("Oslo has 717,710 inhabitants."))
                .isEqualTo(new Assistant.Place("Oslo", 717710));
    }
}
