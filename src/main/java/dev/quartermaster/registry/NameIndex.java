package dev.quartermaster.registry;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.ModelSpec;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Finds a model by any of its names in a fixed number of hash look-ups. */
final class NameIndex {

    private static final List<ProviderId> FIRST =
            List.of(ProviderId.OPENAI, ProviderId.ANTHROPIC, ProviderId.GOOGLE, ProviderId.OLLAMA, ProviderId.BEDROCK);

    private static final String BEDROCK = ProviderId.BEDROCK.value() + "/";

    private final Names exact;
    private final Names folded;

    NameIndex(List<ModelSpec> models) {
        List<ModelSpec> preferred = models.stream()
                .sorted(Comparator.comparing((ModelSpec model) -> !model.enabled())
                        .thenComparing(NameIndex::rank)
                        .thenComparing(ModelSpec::key))
                .toList();
        exact = new Names(preferred, UnaryOperator.identity());
        folded = new Names(preferred, NameIndex::fold);
    }

    Optional<ModelSpec> find(String name) {
        if (name == null) {
            return Optional.empty();
        }
        ModelSpec found = exact.find(name, canonical(name));
        if (found == null) {
            String lower = fold(name);
            found = folded.find(lower, canonical(lower));
        }
        return Optional.ofNullable(found).or(() -> profile(name));
    }

    /** A profile of a Bedrock model whose own id is registered: the same model, called that way. */
    private Optional<ModelSpec> profile(String name) {
        String qualified = canonical(fold(name));
        String key = qualified == null ? BEDROCK + fold(name) : qualified;
        if (!key.startsWith(BEDROCK) || key.substring(BEDROCK.length()).isBlank()) {
            return Optional.empty();
        }
        ModelKey asked = new ModelKey(ProviderId.BEDROCK, key.substring(BEDROCK.length()));
        return BedrockProfile.baseId(asked)
                .map(base -> folded.qualified(BEDROCK + base))
                .map(base -> base.calledAs(asked));
    }

    private static int rank(ModelSpec model) {
        int place = FIRST.indexOf(model.key().provider());
        return place < 0 ? FIRST.size() : place;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** {@code name} with its provider's canonical name, or null when it does not begin with a provider's name. */
    private static @Nullable String canonical(String name) {
        int slash = name.indexOf('/');
        if (slash <= 0) {
            return null;
        }
        try {
            return ProviderId.of(name.substring(0, slash)).value() + name.substring(slash);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    /** The three kinds of names, each under one spelling rule; the model that comes first keeps a shared name. */
    private static final class Names {

        private final Map<String, ModelSpec> qualified = new HashMap<>();
        private final Map<String, ModelSpec> bare = new HashMap<>();
        private final Map<String, ModelSpec> aliases = new HashMap<>();

        Names(List<ModelSpec> preferred, UnaryOperator<String> spelling) {
            for (ModelSpec model : preferred) {
                ModelKey key = model.key();
                qualified.putIfAbsent(spelling.apply(key.toString()), model);
                bare.putIfAbsent(spelling.apply(key.id()), model);
                for (String alias : model.aliases()) {
                    aliases.putIfAbsent(spelling.apply(alias), model);
                    aliases.putIfAbsent(spelling.apply(key.provider().value() + "/" + alias), model);
                }
            }
        }

        @Nullable ModelSpec qualified(String key) {
            return qualified.get(key);
        }

        @Nullable ModelSpec find(String name, @Nullable String canonical) {
            ModelSpec found = canonical == null ? null : qualified.get(canonical);
            if (found == null) {
                found = bare.get(name);
            }
            if (found == null) {
                found = aliases.get(canonical == null ? name : canonical);
            }
            return found != null || canonical == null ? found : aliases.get(name);
        }
    }
}
