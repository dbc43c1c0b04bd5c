package dev.quartermaster.inference.planning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.agents.AgentParameters;
import dev.quartermaster.agents.AgentProfile;
import dev.quartermaster.domain.Caller;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.ItemMark;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.TokenEstimator;
import dev.quartermaster.inference.request.Hints;
import dev.quartermaster.inference.request.InferenceRequest;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Samples;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AgentDefaultsTest {

    private static final Message HELLO = Message.of(Role.USER, Part.Text.of("Hello"));
    private static final Map<String, Object> CACHED = Map.of("cache_control", Map.of("type", "ephemeral"));

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI_CHAT", "ANTHROPIC_MESSAGES", "OPENAI_RESPONSES"})
    void thePrefixStandsBeforeTheCallersOwnPromptWhichLosesNothing(Dialect dialect) {
        Map<String, Object> mark = dialect == Dialect.OPENAI_RESPONSES ? ItemMark.instructions() : Map.of("weight", 1);
        Part.Text more = new Part.Text("And kind.", CACHED);
        Message system = new Message(Role.SYSTEM, List.of(new Part.Text("Be terse.", CACHED), more), "boss", mark);

        List<Message> turned = turned(Samples.request(dialect, system, HELLO), prefix("You are a librarian."));

        assertThat(turned)
                .containsExactly(
                        new Message(
                                Role.SYSTEM,
                                List.of(new Part.Text("You are a librarian.\n\nBe terse.", CACHED), more),
                                "boss",
                                mark),
                        HELLO);
    }

    @ParameterizedTest
    @EnumSource(
            value = Dialect.class,
            names = {"OPENAI_CHAT", "ANTHROPIC_MESSAGES", "OPENAI_RESPONSES"})
    void withoutOneOfTheCallersItIsTheSystemPrompt(Dialect dialect) {
        Message late = Message.of(Role.SYSTEM, Part.Text.of("In Celsius."));

        List<Message> turned = turned(Samples.request(dialect, HELLO, late), prefix("You are a librarian."));

        assertThat(turned).hasSize(3).endsWith(HELLO, late);
        assertThat(turned.get(0).role()).isEqualTo(Role.SYSTEM);
        assertThat(turned.get(0).text()).isEqualTo("You are a librarian.");
        assertThat(ItemMark.isInstructions(turned.get(0))).isTrue();
        String hello =
                Samples.request(dialect, turned.toArray(Message[]::new)).paths().message(1);
        assertThat(hello).isEqualTo(dialect == Dialect.OPENAI_RESPONSES ? "input[0]" : "messages[0]");
    }

    @Test
    void aDevelopersPromptStaysOne() {
        Message developer = Message.of(Role.DEVELOPER, Part.Text.of("Be terse."));

        Message first = turned(Samples.request(Dialect.OPENAI_CHAT, developer, HELLO), prefix("First."))
                .get(0);

        assertThat(first.role()).isEqualTo(Role.DEVELOPER);
        assertThat(first.text()).isEqualTo("First.\n\nBe terse.");
    }

    @Test
    void whatTheCallerSaysHoldsAndTheRestIsAsTheAgentIsSet() {
        ForAll.seeds(random -> {
            boolean[] said = {
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean(),
                random.nextBoolean()
            };
            Options asked = new Options(
                    said[0] ? 5 : null,
                    said[1] ? 0.0 : null,
                    said[2] ? 0.5 : null,
                    said[3] ? 3 : null,
                    said[4] ? List.of("END") : null,
                    said[5] ? 7L : null,
                    2,
                    0.1,
                    0.2,
                    true,
                    4,
                    "low",
                    0,
                    "ann");
            ChatRequest chat = Samples.request(Dialect.OPENAI_CHAT, HELLO)
                    .withOptions(asked)
                    .withExtra(Map.of("service_tier", "flex"));

            ChatRequest turned = turn(chat, new AgentParameters(0.25, 0.75, 9, 77, 11L, List.of("STOP")));

            assertThat(turned.options())
                    .isEqualTo(new Options(
                            said[0] ? 5 : 77,
                            said[1] ? 0.0 : 0.25,
                            said[2] ? 0.5 : 0.75,
                            said[3] ? 3 : 9,
                            said[4] ? List.of("END") : List.of("STOP"),
                            said[5] ? 7L : 11L,
                            2,
                            0.1,
                            0.2,
                            true,
                            4,
                            "low",
                            0,
                            "ann"));
            assertThat(turned.withOptions(asked)).isEqualTo(chat);
        });
    }

    @Test
    void anAgentThatNothingIsSetForChangesNothing() {
        ChatRequest chat = Samples.question("Hello");

        assertThat(turn(chat, AgentParameters.NONE)).isSameAs(chat);
    }

    private static AgentProfile prefix(String prefix) {
        return profile(AgentParameters.NONE, Optional.of(prefix));
    }

    private static AgentProfile profile(AgentParameters parameters, Optional<String> prefix) {
        return new AgentProfile(
                "clerk",
                true,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                Set.of(),
                parameters,
                prefix,
                Optional.empty());
    }

    @Test
    void onlyAPrefixMakesAnotherSizeOfThePrompt() {
        InferenceRequest request = request(Samples.question("Hello"));
        AgentParameters limit = new AgentParameters(null, null, null, 100, null, null);

        InferenceRequest limited = AgentDefaults.of(request, profile(limit, Optional.empty()));
        InferenceRequest longer = AgentDefaults.of(request, prefix("You are a librarian."));

        assertThat(limited.chat().options().maxTokens()).isEqualTo(100);
        assertThat(limited.ask().promptTokens()).isEqualTo(request.ask().promptTokens());
        assertThat(longer.ask().promptTokens())
                .isEqualTo(TokenEstimator.ofPrompt(longer.chat()))
                .isGreaterThan(request.ask().promptTokens());
    }

    private static ChatRequest turn(ChatRequest chat, AgentParameters parameters) {
        return AgentDefaults.of(request(chat), profile(parameters, Optional.empty()))
                .chat();
    }

    private static List<Message> turned(ChatRequest chat, AgentProfile agent) {
        return AgentDefaults.of(request(chat), agent).chat().messages();
    }

    private static InferenceRequest request(ChatRequest chat) {
        return new InferenceRequest("r", Caller.ANONYMOUS, Instant.EPOCH, 0, "agent:clerk", Hints.NONE, chat);
    }
}
