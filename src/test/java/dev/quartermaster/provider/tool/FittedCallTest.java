package dev.quartermaster.provider.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.credentials.ApiKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.Usage;
import dev.quartermaster.domain.chat.ChatDelta;
import dev.quartermaster.domain.chat.ChatReply;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Choice;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.FinishReason;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.provider.ChatProvider;
import dev.quartermaster.provider.IdentifierFormat;
import dev.quartermaster.provider.IdentifierRules;
import dev.quartermaster.provider.ProviderCall;
import dev.quartermaster.provider.UnsupportedFieldPolicy;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Requests;
import dev.quartermaster.testing.Samples;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FittedCallTest {

    private static final ProviderId ID = new ProviderId("openai");
    private static final IdentifierRules RULES = IdentifierRules.STRICT;
    private static final String[] LETTERS = {
        "a", "B", "7", "_", "-", ".", "/", ":", " ", "é", "😀", "__long_piece_of_it__"
    };

    @Test
    void aRequestWithoutToolsGoesOutAsItIs() {
        ChatRequest plain = Samples.question("Hi");

        assertThat(FittedCall.hasTools(plain)).isFalse();
        FittedCall fitted = fitted(plain, RULES, true);
        assertThat(fitted.call().request()).isSameAs(plain);
        assertThat(fitted.leavesAnswer()).isTrue();
        assertThat(FittedCall.hasTools(request(tools(List.of("a")), List.of(), null)))
                .isTrue();
        assertThat(FittedCall.hasTools(
                        Samples.request(Dialect.OPENAI_CHAT, Message.of(Role.ASSISTANT, call("x", "a")))))
                .isTrue();
    }

    @Test
    void namesFitAreToldApartAndComeBack() {
        ForAll.seeds(random -> {
            List<String> names = new ArrayList<>(words(random, 1 + random.nextInt(8)));
            // Whatever one of them becomes, another tool may have that very name.
            names.forEach(name -> {
                if (random.nextInt(3) == 0) {
                    names.set(names.indexOf(name), RULES.toolName().fitted(names.get(0), random.nextInt(2)));
                }
            });
            List<String> distinct = List.copyOf(new HashSet<>(names));
            ChatRequest request = request(tools(distinct), List.of(), null);

            FittedCall fitted = fitted(request, RULES, true);

            List<String> sent = names(fitted);
            assertThat(sent).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-zA-Z0-9_-]{1,64}"));
            for (int i = 0; i < sent.size(); i++) {
                assertThat(fitted.named(call("x", sent.get(i)))).isEqualTo(call("x", distinct.get(i)));
                if (RULES.toolName().accepts(distinct.get(i))) {
                    assertThat(sent.get(i)).isEqualTo(distinct.get(i));
                }
            }
            assertThat(names(fitted(request, RULES, true))).isEqualTo(sent);
        });
    }

    @Test
    void aNameIsTheSameInToolsChoiceAndHistoryAndInEveryRequest() {
        String name = "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship";
        ToolChoice choice = new ToolChoice(ToolChoice.Mode.NAMED, name);
        List<Message> history = List.of(Message.of(Role.ASSISTANT, call("c", name), call("d", "no.longer/offered")));

        ChatRequest sent = fitted(request(tools(List.of(name, "fine")), history, choice), RULES, true)
                .call()
                .request();
        ChatRequest later = fitted(request(tools(List.of("other.one", name)), List.of(), null), RULES, true)
                .call()
                .request();

        String fitted = sent.tools().get(0).name();
        assertThat(fitted).hasSize(64).startsWith("mcp__plugin_atlassian_atlassian__createCompassCompo");
        assertThat(sent.tools().get(1).name()).isEqualTo("fine");
        assertThat(sent.toolChoice().name()).isEqualTo(fitted);
        assertThat(((Part.ToolCall) sent.messages().get(0).parts().get(0)).name())
                .isEqualTo(fitted);
        assertThat(((Part.ToolCall) sent.messages().get(0).parts().get(1)).name())
                .matches("no_longer_offered_[0-9a-f]{12}");
        assertThat(later.tools().get(1).name()).isEqualTo(fitted);
    }

    @Test
    void idsFitInPairsAndEachCallHasItsOwn() {
        ForAll.seeds(random -> {
            List<String> some = new ArrayList<>(words(random, 3));
            some.add("");
            some.add("functions.Bash:0");
            some.add("functions_Bash:0");
            some.add(RULES.callId().fitted("functions.Bash:0", 0));
            List<Message> turns = new ArrayList<>();
            for (int turn = random.nextInt(5); turn >= 0; turn--) {
                List<Part> calls = new ArrayList<>();
                List<Part> results = new ArrayList<>();
                for (int i = random.nextInt(4); i >= 0; i--) {
                    String id = some.get(random.nextInt(some.size()));
                    calls.add(call(id, "t"));
                    results.add(new Part.ToolResult(id, List.of(), false, Map.of()));
                }
                turns.add(new Message(Role.ASSISTANT, calls, null, Map.of()));
                turns.add(new Message(Role.TOOL, results, null, Map.of()));
            }
            ChatRequest request = request(List.of(), turns, null);

            List<Message> sent = fitted(request, RULES, true).call().request().messages();

            Set<String> seen = new HashSet<>();
            for (int turn = 0; turn < sent.size(); turn += 2) {
                for (int i = 0; i < sent.get(turn).parts().size(); i++) {
                    Part.ToolCall call = (Part.ToolCall) sent.get(turn).parts().get(i);
                    Part.ToolResult result =
                            (Part.ToolResult) sent.get(turn + 1).parts().get(i);
                    assertThat(call.id()).matches("[a-zA-Z0-9_-]{1,64}").isEqualTo(result.callId());
                    assertThat(seen.add(call.id())).as(call.id()).isTrue();
                }
            }
        });
    }

    @Test
    void aRequestWithNothingToFitIsTheSameOne() {
        List<Message> history = List.of(
                Message.of(Role.ASSISTANT, call("call_1", "f")),
                Message.of(Role.TOOL, new Part.ToolResult("call_1", List.of(), false, Map.of())));
        ProviderCall<ChatRequest> call = call(request(tools(List.of("f", "g")), history, null));

        FittedCall fitted = FittedCall.of(call, provider(RULES, false));

        assertThat(fitted.call()).isSameAs(call);
        assertThat(fitted.leavesAnswer()).isTrue();
        ProviderCall<ChatRequest> odd =
                call(request(tools(List.of("a.b")), List.of(Message.of(Role.ASSISTANT, call("", "a.b"))), null));
        assertThat(FittedCall.of(odd, provider(IdentifierRules.NONE, true)).call())
                .isSameAs(odd);
    }

    @Test
    void aNameBeginsAsGeminiWantsIt() {
        IdentifierRules rules = new IdentifierRules(new IdentifierFormat("_-.:", true, 64), IdentifierFormat.ANY);

        List<String> sent =
                names(fitted(request(tools(List.of("a.b:c", "7up", "-x", "")), List.of(), null), rules, true));

        assertThat(sent.get(0)).isEqualTo("a.b:c");
        assertThat(sent)
                .allMatch(name -> name.matches("[a-zA-Z_][a-zA-Z0-9_.:-]{0,63}"))
                .doesNotHaveDuplicates();
    }

    @Test
    void aChoiceAmongSomeToolsNamesThemAsTheyAreSent() {
        Map<String, Object> choice =
                Map.of("type", "allowed_tools", "tools", List.of(Map.of("type", "function", "name", "a.b")));
        ChatRequest request = request(tools(List.of("a.b")), List.of(), null).withExtra(Map.of("tool_choice", choice));

        FittedCall fitted = fitted(request, RULES, true);

        assertThat(fitted.call().request().extra().toString())
                .contains("name=" + names(fitted).get(0));
    }

    @Test
    void aCustomToolIsAFunctionOnTheWayAndItselfForTheCaller() throws Exception {
        ToolSpec patch = ToolSpec.custom(
                "apply patch",
                "Edits files.",
                Map.of("type", "grammar", "syntax", "lark", "definition", "start: X"),
                null,
                Map.of());
        String text = "*** \"Begin\"\n\\é😀";
        List<Message> history = List.of(Message.of(
                Role.ASSISTANT, new Part.ToolCall("c", "apply patch", text, true, null, Map.of("id", "ctc_1"))));
        List<String> warned = new ArrayList<>();
        ChatRequest request = request(List.of(patch), history, new ToolChoice(ToolChoice.Mode.NAMED, "apply patch"));
        ProviderCall<ChatRequest> call =
                new ProviderCall<>(Samples.model(ID, "m"), request, null, quota -> {}, new UnsupportedFieldPolicy() {
                    @Override
                    public void unsupported(String field, String reason) {
                        throw new AssertionError(field);
                    }

                    @Override
                    public void omitted(String field, String reason) {
                        warned.add(field);
                    }
                });

        FittedCall fitted = FittedCall.of(call, provider(RULES, false));

        ToolSpec sent = fitted.call().request().tools().get(0);
        assertThat(sent.kind()).isEqualTo(ToolSpec.Kind.FUNCTION);
        assertThat(sent.name()).matches("apply_patch_[0-9a-f]{12}");
        assertThat(sent.description())
                .startsWith("Edits files.")
                .contains("lark")
                .endsWith("start: X");
        assertThat(sent.parameters()).containsEntry("required", List.of("input"));
        assertThat(fitted.call().request().toolChoice().name()).isEqualTo(sent.name());
        Part.ToolCall before = (Part.ToolCall)
                fitted.call().request().messages().get(0).parts().get(0);
        assertThat(before.custom()).isFalse();
        assertThat(before.extra()).isEmpty();
        assertThat(new ObjectMapper().readTree(before.arguments()).path("input").asText())
                .isEqualTo(text);
        assertThat(warned).containsExactly("tools[0].custom.format");

        Part answered = new Part.ToolCall("d", sent.name(), before.arguments(), Map.of());
        assertThat(parts(fitted, answered))
                .containsExactly(new Part.ToolCall("d", "apply patch", text, true, null, Map.of()));
        assertThat(streamed(fitted, sent.name(), before.arguments())).isEqualTo("apply patch:" + text);
    }

    @Test
    void whereThereAreCustomToolsTheyStay() {
        ToolSpec patch = ToolSpec.custom("apply_patch", null, Map.of(), null, Map.of());
        ProviderCall<ChatRequest> call = call(request(List.of(patch), List.of(), null));

        assertThat(FittedCall.of(call, provider(RULES, true)).call()).isSameAs(call);
    }

    @Test
    void eventsInTheDialectOfTheCallerHaveTheCallersNamesToo() {
        FittedCall fitted = fitted(request(tools(List.of("a.b")), List.of(), null), RULES, true);
        String sent = names(fitted).get(0);
        Map<String, Object> event = Map.of("item", Map.of("type", "function_call", "name", sent, "arguments", "{}"));

        ChatDelta told = fitted.named(new ChatDelta.Passed(Dialect.OPENAI_RESPONSES, "e", event));

        assertThat(((ChatDelta.Passed) told).event().toString()).contains("name=a.b");
    }

    private static List<Part> parts(FittedCall fitted, Part part) {
        Choice choice = new Choice(0, List.of(part), FinishReason.TOOL_CALLS, null, Map.of(), Map.of());
        ChatReply reply = new ChatReply(Dialect.OLLAMA_CHAT, null, null, List.of(choice), Usage.NONE, Map.of());
        return fitted.restored(reply).choices().get(0).parts();
    }

    /** The name and the text of the one call, letter by letter. */
    private static String streamed(FittedCall fitted, String name, String arguments) {
        CustomCalls calls = new CustomCalls(fitted);
        StringBuilder told = new StringBuilder();
        List<ChatDelta> deltas = new ArrayList<>(
                calls.restored(new ChatDelta.PartOpened(0, 3, new Part.ToolCall("d", name, "", Map.of()))));
        arguments
                .chars()
                .forEach(letter -> deltas.addAll(calls.restored(new ChatDelta.PartGrew(
                        0, 3, ChatDelta.Growth.ARGUMENTS, String.valueOf((char) letter), Map.of()))));
        deltas.addAll(calls.restored(new ChatDelta.PartClosed(0, 3)));
        for (ChatDelta delta : deltas) {
            if (delta instanceof ChatDelta.PartOpened opened) {
                assertThat(((Part.ToolCall) opened.part()).custom()).isTrue();
                told.append(((Part.ToolCall) opened.part()).name()).append(':');
            } else if (delta instanceof ChatDelta.PartGrew grew) {
                told.append(grew.piece());
            }
        }
        assertThat(deltas).last().isEqualTo(new ChatDelta.PartClosed(0, 3));
        return told.toString();
    }

    private static Set<String> words(RandomGenerator random, int count) {
        Map<String, Boolean> words = new LinkedHashMap<>();
        while (words.size() < count) {
            StringBuilder word = new StringBuilder();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                word.append(LETTERS[random.nextInt(LETTERS.length)]);
            }
            if (!word.toString().isBlank()) {
                words.put(word.toString(), true);
            }
        }
        return words.keySet();
    }

    private static List<ToolSpec> tools(List<String> names) {
        return names.stream()
                .map(name -> ToolSpec.function(name.isEmpty() ? "e" : name, null, Map.of(), null))
                .collect(Collectors.toList());
    }

    private static Part.ToolCall call(String id, String name) {
        return new Part.ToolCall(id, name, "{}", Map.of());
    }

    private static ChatRequest request(List<ToolSpec> tools, List<Message> messages, ToolChoice choice) {
        return Requests.openAi()
                .messages(messages)
                .tools(tools)
                .toolChoice(choice)
                .build();
    }

    private static List<String> names(FittedCall fitted) {
        return fitted.call().request().tools().stream().map(ToolSpec::name).toList();
    }

    private static FittedCall fitted(ChatRequest request, IdentifierRules rules, boolean customTools) {
        return FittedCall.of(call(request), provider(rules, customTools));
    }

    private static ProviderCall<ChatRequest> call(ChatRequest request) {
        return new ProviderCall<>(Samples.model(ID, "m"), request, null, quota -> {});
    }

    private static ChatProvider provider(IdentifierRules rules, boolean customTools) {
        return new ChatProvider() {
            @Override
            public ProviderId id() {
                return ID;
            }

            @Override
            public Uni<ChatReply> chat(ProviderCall<ChatRequest> call) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Multi<ChatDelta> stream(ProviderCall<ChatRequest> call) {
                throw new UnsupportedOperationException();
            }

            @Override
            public IdentifierRules identifiers(ProviderCall<ChatRequest> call) {
                return rules;
            }

            @Override
            public boolean takesCustomTools() {
                return customTools;
            }

            @Override
            public Uni<Void> probe(ApiKey key) {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
    }
}
