package dev.quartermaster.registry.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.ModelKey;
import dev.quartermaster.domain.ProviderId;
import dev.quartermaster.domain.model.Feature;
import dev.quartermaster.domain.model.ModelSpec;
import dev.quartermaster.registry.RegistrySnapshot;
import dev.quartermaster.registry.file.RandomEntries;
import dev.quartermaster.registry.file.RegistryEntry;
import dev.quartermaster.testing.ForAll;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Over registries and questions made by chance: what comes out is what matches, once each, however it is paged. */
class ModelQueryLawsTest {

    @Test
    void anAnswerHasAllAndOnlyWhatMatches() {
        ForAll.seeds(random -> {
            List<RegistryEntry> entries = registry(random).entries();
            Question question = question(random, entries);

            assertThat(ModelPage.of(entries, question.query(), null, 1000).entries())
                    .containsExactlyElementsOf(
                            entries.stream().filter(question.meaning()).toList());
        });
    }

    @Test
    void pagesTogetherAreTheWhole() {
        ForAll.seeds(random -> {
            List<RegistryEntry> entries = registry(random).entries();
            ModelQuery query = question(random, entries).query();
            int limit = 1 + random.nextInt(7);

            assertThat(walk(entries, query, limit))
                    .containsExactlyElementsOf(
                            ModelPage.of(entries, query, null, 1000).entries());
        });
    }

    @Test
    void aModelThatIsInBothOfTwoRegistriesIsShownOnceWhenTheyChangeBetweenPages() {
        ForAll.seeds(random -> {
            List<RegistryEntry> before = registry(random).entries();
            List<RegistryEntry> after =
                    before.stream().filter(entry -> random.nextInt(4) > 0).toList();
            ModelPage first = ModelPage.of(before, ModelQuery.ALL, null, 1 + random.nextInt(5));
            List<RegistryEntry> seen = new ArrayList<>(first.entries());
            if (first.last() != null) {
                seen.addAll(
                        ModelPage.of(after, ModelQuery.ALL, first.last(), 1000).entries());
            }

            assertThat(seen).doesNotHaveDuplicates().containsAll(after);
        });
    }

    private static List<RegistryEntry> walk(List<RegistryEntry> entries, ModelQuery query, int limit) {
        List<RegistryEntry> walked = new ArrayList<>();
        ModelKey after = null;
        do {
            ModelPage page = ModelPage.of(entries, query, after, limit);
            assertThat(page.entries()).hasSizeLessThanOrEqualTo(limit);
            walked.addAll(page.entries());
            after = page.last();
        } while (after != null);
        return walked;
    }

    /** A question, and what it means said a second time, in another way. */
    private record Question(ModelQuery query, Predicate<RegistryEntry> meaning) {}

    private static Question question(RandomGenerator random, List<RegistryEntry> entries) {
        // Taken from a model that is there, so that most questions have an answer.
        RegistryEntry some = entries.get(random.nextInt(entries.size()));
        ModelSpec model = some.model();
        BigDecimal price = model.pricing().base().inputPer1m();
        List<Question> kinds = new ArrayList<>();
        kinds.add(of(
                with("provider", model.key().provider()),
                e -> e.model().key().provider().equals(model.key().provider())));
        for (String word : model.capabilities()) {
            kinds.add(of(
                    with("capability", Set.of(word)),
                    e -> e.model().capabilities().contains(word)));
        }
        for (Feature feature : model.features()) {
            kinds.add(of(
                    with("feature", Set.of(feature)), e -> e.model().features().contains(feature)));
        }
        kinds.add(of(
                with("price", new PriceRange(price, null)),
                e -> input(e).subtract(price).signum() >= 0));
        kinds.add(of(
                with("price", new PriceRange(null, price)),
                e -> input(e).subtract(price).signum() <= 0));
        kinds.add(of(
                with("window", 1_000_000L),
                e -> e.model().contextWindow() != null && e.model().contextWindow() > 999_999));
        kinds.add(of(with("enabled", model.enabled()), e -> e.model().enabled() ? model.enabled() : !model.enabled()));
        String piece = model.key()
                .id()
                .substring(0, 1 + random.nextInt(model.key().id().length()));
        kinds.add(of(with("text", " " + piece.toUpperCase(Locale.ROOT) + " "), e -> written(e)
                .contains(piece.toLowerCase(Locale.ROOT))));
        if (some.family() != null) {
            String family = some.family();
            kinds.add(of(with("family", family.toUpperCase(Locale.ROOT)), e -> family.equalsIgnoreCase(e.family())));
        }
        for (String alias : model.aliases()) {
            kinds.add(of(with("alias", alias.toUpperCase(Locale.ROOT)), e -> e.model().aliases().stream()
                    .anyMatch(a -> a.equalsIgnoreCase(alias))));
        }
        return kinds.get(random.nextInt(kinds.size()));
    }

    private static Question of(Map<String, Object> parts, Predicate<RegistryEntry> meaning) {
        return new Question(query(parts), meaning);
    }

    private static BigDecimal input(RegistryEntry entry) {
        return entry.model().pricing().base().inputPer1m();
    }

    private static String written(RegistryEntry entry) {
        return (entry.model().key() + "\n" + entry.model().name() + "\n"
                        + (entry.family() == null ? "" : entry.family()) + "\n"
                        + String.join("\n", entry.model().aliases()))
                .toLowerCase(Locale.ROOT);
    }

    private static Map<String, Object> with(String part, Object value) {
        return Map.of(part, value);
    }

    @SuppressWarnings("unchecked")
    private static ModelQuery query(Map<String, Object> parts) {
        return new ModelQuery(
                (ProviderId) parts.get("provider"),
                (Set<String>) parts.getOrDefault("capability", Set.of()),
                (Set<Feature>) parts.getOrDefault("feature", Set.of()),
                (PriceRange) parts.getOrDefault("price", PriceRange.ANY),
                (Long) parts.get("window"),
                (Boolean) parts.get("enabled"),
                (String) parts.get("text"),
                (String) parts.get("alias"),
                (String) parts.get("family"));
    }

    private static RegistrySnapshot registry(RandomGenerator random) {
        RandomEntries source = new RandomEntries(random);
        Map<ModelKey, RegistryEntry> entries = new LinkedHashMap<>();
        for (int i = 1 + random.nextInt(40); i > 0; i--) {
            RegistryEntry entry = source.next();
            entries.put(entry.model().key(), entry);
        }
        return new RegistrySnapshot("v", Instant.EPOCH, List.copyOf(entries.values()), List.of());
    }
}
