package dev.quartermaster.api.models;

import dev.quartermaster.api.QueryParameters;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.QuartermasterException;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.Capabilities;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The words that the parameters of a list of models may use. Any other is refused, with those that are known. */
final class ParameterNames {

    private static final List<ProviderId> BUILT_IN =
            List.of(ProviderId.OPENAI, ProviderId.ANTHROPIC, ProviderId.GOOGLE, ProviderId.OLLAMA, ProviderId.BEDROCK);

    private final RegistrySnapshot models;

    ParameterNames(RegistrySnapshot models) {
        this.models = models;
    }

    /** The provider of this name; null where there is no name. */
    @Nullable ProviderId provider(@Nullable String name) {
        String word = QueryParameters.text(name);
        if (word == null) {
            return null;
        }
        Set<ProviderId> known = new TreeSet<>(BUILT_IN);
        models.models().forEach(model -> known.add(model.key().provider()));
        try {
            ProviderId provider = ProviderId.of(word);
            if (known.contains(provider)) {
                return provider;
            }
        } catch (IllegalArgumentException noName) {
            // Refused below, as a name that nobody has is.
        }
        throw unknown("provider", word, known);
    }

    Set<String> capabilities(List<String> words) {
        if (words.isEmpty()) {
            return Set.of();
        }
        Set<String> known = new TreeSet<>(Capabilities.known());
        models.models().stream().map(ModelSpec::capabilities).forEach(known::addAll);
        Set<String> wanted = new TreeSet<>();
        for (String word : words) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (!known.contains(lower)) {
                throw unknown("capability", word, known);
            }
            wanted.add(lower);
        }
        return wanted;
    }

    static Set<Feature> features(String param, List<String> words) {
        Set<Feature> features = EnumSet.noneOf(Feature.class);
        for (String word : words) {
            features.add(Feature.parse(word.toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> unknown(
                            param,
                            word,
                            Arrays.stream(Feature.values()).map(Feature::wire).toList())));
        }
        return features;
    }

    private static RuntimeException unknown(String param, String word, Collection<?> known) {
        String list = String.join(", ", known.stream().map(Object::toString).toList());
        return invalid(param, "does not know '" + word + "'; known are " + list);
    }

    static QuartermasterException invalid(String param, String rule) {
        return QuartermasterException.invalid(param, "'" + param + "' " + rule);
    }
}
