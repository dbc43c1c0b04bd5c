package dev.quartermaster.cache.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.chat.CacheMark;
import dev.quartermaster.domain.chat.ChatRequest;
import dev.quartermaster.domain.chat.Dialect;
import dev.quartermaster.domain.chat.MediaSource;
import dev.quartermaster.domain.chat.Message;
import dev.quartermaster.domain.chat.Options;
import dev.quartermaster.domain.chat.Part;
import dev.quartermaster.domain.chat.ResponseFormat;
import dev.quartermaster.domain.chat.Role;
import dev.quartermaster.domain.chat.ToolChoice;
import dev.quartermaster.domain.chat.ToolSpec;
import dev.quartermaster.domain.embedding.EmbeddingInput;
import dev.quartermaster.domain.embedding.EmbeddingRequest;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.testing.ForAll;
import dev.quartermaster.testing.Models;
import dev.quartermaster.testing.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RequestDigestTest {

    private static final Tenant TENANT = new Tenant("key-1", false);
    private static final ModelSpec MODEL = Models.named("openai/gpt-4o").build();
    private static final ModelMark MARK = ModelMark.of(MODEL, Optional.of("https://api.openai.com"));

    private static CacheKey key(ChatRequest request) {
        return RequestDigest.of(TENANT, request).answeredBy(MARK);
    }

    /** A request with every field set, as each of them is then changed alone. */
    private static Requests full(RandomGenerator random) {
        return Requests.openAi()
                .messages(
                        new Message(Role.SYSTEM, List.of(Part.Text.of("Be brief.")), null, Map.of()),
                        new Message(
                                Role.USER,
                                List.of(
                                        new Part.Text("Look", Map.of("a", 1)),
                                        new Part.Image(new MediaSource.Inline("image/png", "AAAA"), "low", Map.of()),
                                        new Part.Document(new MediaSource.Uploaded("file-1"), "a.pdf", Map.of())),
                                "Ann",
                                Map.of()),
                        new Message(
                                Role.ASSISTANT,
                                List.of(
                                        new Part.Thinking("hm", "seal", Map.of()),
                                        new Part.ToolCall("call_1", "find", "{}", Map.of())),
                                null,
                                Map.of()),
                        new Message(
                                Role.TOOL,
                                List.of(new Part.ToolResult("call_1", List.of(Part.Text.of("ok")), false, Map.of())),
                                null,
                                Map.of()))
                .options(new Options(
                        10,
                        0.0,
                        0.5,
                        3,
                        List.of("x"),
                        7L,
                        2,
                        0.1,
                        0.2,
                        true,
                        4,
                        "low",
                        100,
                        "user-" + random.nextInt()))
                .tools(List.of(ToolSpec.function("find", "Finds", Map.of("type", "object"), true)))
                .toolChoice(new ToolChoice(ToolChoice.Mode.NAMED, "find"))
                .parallelToolCalls(true)
                .responseFormat(new ResponseFormat(
                        ResponseFormat.Kind.JSON_SCHEMA, "n", "d", Map.of("type", "object"), true, Map.of()))
                .extra(Map.of("verbosity", "low"));
    }

    /** Each differs from the full request in one field that matters, and from all others. */
    private static List<ChatRequest> variants(RandomGenerator random) {
        List<ChatRequest> all = new ArrayList<>();
        ChatRequest base = full(random).build();
        all.add(base);
        List<Message> turns = base.messages();
        all.add(Requests.like(base).messages(turns.subList(0, 3)).build());
        List<Message> reversed = new ArrayList<>(turns);
        Collections.swap(reversed, 0, 1);
        all.add(Requests.like(base).messages(reversed).build());
        for (Part part : List.of(
                Part.Text.of("Look"),
                new Part.Text("Look", Map.of("a", 2)),
                new Part.Text("Loo", Map.of("a", 1)),
                new Part.Refusal("Look", Map.of("a", 1)),
                new Part.Thinking("Look", null, Map.of("a", 1)),
                new Part.Thinking("Look", "x", Map.of("a", 1)),
                new Part.ToolCall("Look", "n", "{}", Map.of("a", 1)),
                new Part.ToolCall("Look", "n", "{} ", Map.of("a", 1)),
                new Part.ToolCall("Look", "n", "{}", true, null, Map.of("a", 1)),
                new Part.Image(new MediaSource.Inline("image/png", "AAAB"), "low", Map.of()),
                new Part.Image(new MediaSource.Inline("image/jpeg", "AAAB"), "low", Map.of()),
                new Part.Image(new MediaSource.Inline("image/png", "AAAB"), "high", Map.of()),
                new Part.Image(new MediaSource.Link("AAAB"), "low", Map.of()),
                new Part.Image(new MediaSource.Uploaded("AAAB"), "low", Map.of()),
                new Part.Document(new MediaSource.Uploaded("AAAB"), "b.pdf", Map.of()),
                new Part.ToolResult("c", List.of(), true, Map.of()),
                new Part.ToolResult("c", List.of(), false, Map.of()),
                new Part.Opaque(Dialect.OPENAI_CHAT, "input_audio", Map.of("data", "1")),
                new Part.Opaque(Dialect.OPENAI_CHAT, "input_audio", Map.of("data", 1)))) {
            List<Message> changed = new ArrayList<>(turns);
            changed.set(1, new Message(Role.USER, List.of(part), "Ann", Map.of()));
            all.add(Requests.like(base).messages(changed).build());
        }
        List<Message> named = new ArrayList<>(turns);
        named.set(1, new Message(Role.USER, turns.get(1).parts(), "Bob", Map.of()));
        all.add(Requests.like(base).messages(named).build());
        named.set(1, new Message(Role.DEVELOPER, turns.get(1).parts(), "Ann", Map.of()));
        all.add(Requests.like(base).messages(named).build());
        options()
                .forEach(options -> all.add(Requests.like(base).options(options).build()));
        all.add(Requests.like(base).tools(List.of()).toolChoice(null).build());
        for (ToolSpec tool : List.of(
                ToolSpec.function("find", "Finds", Map.of("type", "object"), false),
                ToolSpec.function("find", "Finds", Map.of("type", "object"), null),
                ToolSpec.function("find", "Finds it", Map.of("type", "object"), true),
                ToolSpec.function("find", "Finds", Map.of("type", List.of("object")), true),
                ToolSpec.custom("find", "Finds", Map.of("type", "object"), null, Map.of()),
                ToolSpec.hosted("find", null, Map.of("type", "find")))) {
            all.add(Requests.like(base).tools(List.of(tool)).build());
        }
        all.add(Requests.like(base)
                .toolChoice(new ToolChoice(ToolChoice.Mode.AUTO, null))
                .build());
        all.add(Requests.like(base).toolChoice(null).build());
        all.add(Requests.like(base).parallelToolCalls(false).build());
        all.add(Requests.like(base).parallelToolCalls(null).build());
        all.add(Requests.like(base).responseFormat(null).build());
        all.add(Requests.like(base)
                .responseFormat(new ResponseFormat(
                        ResponseFormat.Kind.JSON_SCHEMA, "n", "d", Map.of("type", "array"), true, Map.of()))
                .build());
        all.add(Requests.like(base).extra(Map.of("verbosity", "high")).build());
        all.add(Requests.like(base)
                .extra(Map.of("verbosity", "low", "service_tier", "flex"))
                .build());
        all.add(Requests.like(base).extra(Map.of()).build());
        return all;
    }

    private static List<Options> options() {
        List<Options> all = new ArrayList<>();
        for (int i = 0; i < 13; i++) {
            all.add(new Options(
                    i == 0 ? 11 : 10,
                    i == 1 ? Double.valueOf(0.1) : Double.valueOf(0),
                    i == 2 ? 0.6 : 0.5,
                    i == 3 ? 4 : 3,
                    i == 4 ? List.of("y") : List.of("x"),
                    i == 5 ? 8L : 7L,
                    i == 6 ? 3 : 2,
                    i == 7 ? 0.11 : 0.1,
                    i == 8 ? 0.21 : 0.2,
                    i != 9,
                    i == 10 ? 5 : 4,
                    i == 11 ? "high" : "low",
                    i == 12 ? 101 : 100,
                    null));
        }
        return all;
    }

    @Test
    void requestsThatDifferInAFieldThatMattersDifferInKey() {
        ForAll.seeds(random -> {
            List<ChatRequest> all = variants(random);
            Set<CacheKey> keys = new HashSet<>();
            all.forEach(request -> keys.add(key(request)));
            assertThat(keys).hasSameSizeAs(all);
        });
    }

    @Test
    void whatDoesNotMatterDoesNotChangeTheKey() {
        ForAll.seeds(random -> {
            ChatRequest base = full(random)
                    .extra(shuffled(random, Map.of("b", 1, "a", nested(random))))
                    .build();
            Map<String, Object> extra = new LinkedHashMap<>();
            extra.put("metadata", Map.of("a", random.nextInt()));
            extra.put("a", nested(random));
            extra.put("store", true);
            extra.put("b", 1.0);
            extra.put("prompt_cache_key", "k" + random.nextInt());
            extra.put("safety_identifier", "s");
            ChatRequest other = full(random).extra(extra).stream(true).build();
            assertThat(key(other)).isEqualTo(key(base));
        });
    }

    private static Map<String, Object> nested(RandomGenerator random) {
        return shuffled(random, Map.of("x", List.of(1, 2), "y", "z", "w", true));
    }

    private static Map<String, Object> shuffled(RandomGenerator random, Map<String, Object> fields) {
        List<String> names = new ArrayList<>(fields.keySet());
        Collections.shuffle(names, new java.util.Random(random.nextLong()));
        Map<String, Object> shuffled = new LinkedHashMap<>();
        names.forEach(name -> shuffled.put(name, fields.get(name)));
        return shuffled;
    }

    @Test
    void aPromptCacheBreakpointDoesNotMatter() {
        Part marked = new Part.Text("Hello", new CacheMark("5m", Map.of()), Map.of());
        ChatRequest plain = Requests.openAi().question("Hello").build();
        ChatRequest cached = Requests.openAi()
                .messages(new Message(Role.USER, List.of(marked), null, Map.of()))
                .build();
        assertThat(key(cached)).isEqualTo(key(plain));
    }

    @Test
    void theDialectMattersOnlyWithAFieldThatOnlyItKnows() {
        CacheKey chat = key(Requests.openAi().question("Hello").build());
        for (Dialect dialect : List.of(Dialect.ANTHROPIC_MESSAGES, Dialect.OPENAI_RESPONSES)) {
            assertThat(key(Requests.in(dialect).question("Hello").build())).isEqualTo(chat);
        }
        Map<String, Object> extra = Map.of("verbosity", "low");
        assertThat(key(Requests.in(Dialect.ANTHROPIC_MESSAGES)
                        .question("Hello")
                        .extra(extra)
                        .build()))
                .isNotEqualTo(
                        key(Requests.openAi().question("Hello").extra(extra).build()));
    }

    @Test
    void whatTheResponsesDialectRepeatsMattersThere() {
        Requests plain = Requests.in(Dialect.OPENAI_RESPONSES).question("Hello");
        CacheKey one = key(plain.extra(Map.of("metadata", Map.of("a", "1"))).build());
        assertThat(key(plain.extra(Map.of("metadata", Map.of("a", "2"))).build()))
                .isNotEqualTo(one);
    }

    @Test
    void tenantsNeverMeet() {
        ForAll.seeds(random -> {
            ChatRequest request = full(random).build();
            Set<CacheKey> keys = new HashSet<>();
            List<Tenant> tenants = List.of(
                    new Tenant("a", false),
                    new Tenant("a", true),
                    new Tenant("b", false),
                    new Tenant("", false),
                    new Tenant("group:a", false),
                    new Tenant("k" + random.nextInt(), random.nextBoolean()));
            tenants.forEach(tenant -> keys.add(RequestDigest.of(tenant, request).answeredBy(MARK)));
            assertThat(keys).hasSameSizeAs(tenants);
        });
        for (Tenant tenant :
                List.of(new Tenant("a", false), new Tenant("group:a", false), new Tenant("caller:", true))) {
            assertThat(Tenant.parse(tenant.toString())).isEqualTo(tenant);
        }
    }

    @Test
    void theModelItsEntryAndItsAddressMatter() {
        RequestDigest digest =
                RequestDigest.of(TENANT, Requests.openAi().question("Hello").build());
        Map<CacheKey, String> keys = new HashMap<>();
        keys.put(digest.answeredBy(MARK), "as it is");
        keys.put(digest.answeredBy(ModelMark.of(MODEL, Optional.of("http://localhost"))), "elsewhere");
        keys.put(digest.answeredBy(ModelMark.of(MODEL, Optional.empty())), "nowhere");
        keys.put(digest.answeredBy(ModelMark.of(MODEL.in(List.of("eu-west-1")), Optional.empty())), "in a region");
        ModelSpec other = Models.named("openai/gpt-4o-mini").build();
        keys.put(digest.answeredBy(ModelMark.of(other, Optional.of("https://api.openai.com"))), "another");
        assertThat(keys).hasSize(5);
    }

    @Test
    void theMarkOfAModelIsMadeAnewOnlyForANewEntry() {
        ModelMark.Book book = new ModelMark.Book();
        ModelMark mark = book.of(MODEL, Optional::empty);
        assertThat(book.of(MODEL, () -> {
                    throw new AssertionError("asked again");
                }))
                .isSameAs(mark);
        assertThat(book.of(MODEL.in(List.of("eu")), Optional::empty)).isNotSameAs(mark);
    }

    @Test
    void inputsOfVectorsDifferByTextAndByForm() {
        Set<CacheKey> keys = new HashSet<>();
        List<EmbeddingRequest> requests = List.of(
                new EmbeddingRequest(List.of(new EmbeddingInput.Text("1")), null, null, null, null, Map.of()),
                new EmbeddingRequest(List.of(new EmbeddingInput.Text("2")), null, null, null, null, Map.of()),
                new EmbeddingRequest(List.of(new EmbeddingInput.Tokens(List.of(1))), null, null, null, null, Map.of()),
                new EmbeddingRequest(List.of(new EmbeddingInput.Text("1")), 8, null, null, null, Map.of()),
                new EmbeddingRequest(
                        List.of(new EmbeddingInput.Text("1")),
                        null,
                        null,
                        EmbeddingRequest.Purpose.QUERY,
                        null,
                        Map.of()),
                new EmbeddingRequest(
                        List.of(new EmbeddingInput.Text("1")), null, null, null, null, Map.of("truncate", "END")));
        requests.forEach(request -> keys.add(
                RequestDigest.of(TENANT, request, request.inputs().get(0)).answeredBy(MARK)));
        EmbeddingRequest written = new EmbeddingRequest(
                List.of(new EmbeddingInput.Text("1")), null, EmbeddingRequest.Encoding.BASE64, null, "me", Map.of());
        keys.add(RequestDigest.of(TENANT, written, written.inputs().get(0)).answeredBy(MARK));
        assertThat(keys).hasSameSizeAs(requests);
    }
}
