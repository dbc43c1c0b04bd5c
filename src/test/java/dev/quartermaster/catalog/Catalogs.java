package dev.quartermaster.catalog;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quartermaster.catalog.model.CatalogModel;
import dev.quartermaster.catalog.model.CatalogSnapshot;
import dev.quartermaster.catalog.model.InferenceProfile;
import dev.quartermaster.catalog.model.Lifecycle;
import dev.quartermaster.catalog.model.ModelFacts;
import dev.quartermaster.catalog.model.RegionAccess;
import dev.quartermaster.catalog.model.RegionState;
import dev.quartermaster.catalog.query.CatalogIndex;
import dev.quartermaster.catalog.region.Regions;
import dev.quartermaster.catalog.store.BundledCatalog;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/** Catalogs to test with: the real one that is bundled, and random ones. */
public final class Catalogs {

    private static final List<String> PREFIXES = List.of("eu", "us", "apac", "global", "jp");

    private Catalogs() {}

    public static Regions regions() throws Exception {
        try (InputStream file = Catalogs.class.getResourceAsStream("/bedrock-regions.json")) {
            return Regions.of(new ObjectMapper().readTree(file));
        }
    }

    public static CatalogSnapshot bundled() throws Exception {
        return BundledCatalog.read();
    }

    public static CatalogIndex bundledIndex() throws Exception {
        return new CatalogIndex(bundled(), regions());
    }

    /** Any shape that the control plane could have: models without access, profiles of all kinds, odd words. */
    public static CatalogSnapshot random(RandomGenerator random) throws Exception {
        List<String> ids = List.copyOf(regions().ids());
        SortedMap<String, RegionState> states = new TreeMap<>();
        ids.forEach(id -> states.put(
                id, new RegionState(pick(random, List.of(RegionState.Kind.values())), time(random), word(random))));
        SortedMap<String, CatalogModel> models = new TreeMap<>();
        int count = random.nextInt(12);
        for (int i = 0; i < count; i++) {
            CatalogModel model = model(random, "maker" + random.nextInt(3) + ".model-" + i + "-v1:0", ids);
            models.put(model.id(), model);
        }
        return new CatalogSnapshot(time(random), models, states);
    }

    private static CatalogModel model(RandomGenerator random, String id, List<String> regions) {
        ModelFacts facts =
                new ModelFacts(id, word(random), word(random), words(random), words(random), random.nextBoolean());
        SortedMap<String, RegionAccess> access = new TreeMap<>();
        int places = 1 + random.nextInt(6);
        for (int i = 0; i < places; i++) {
            access.put(pick(random, regions), access(random, id, regions));
        }
        return new CatalogModel(facts, access);
    }

    private static RegionAccess access(RandomGenerator random, String id, List<String> regions) {
        List<InferenceProfile> profiles = new ArrayList<>();
        for (String prefix : PREFIXES) {
            if (random.nextInt(3) == 0) {
                List<String> members = new ArrayList<>();
                random.ints(1 + random.nextInt(4), 0, regions.size()).forEach(place -> members.add(regions.get(place)));
                profiles.add(new InferenceProfile(prefix + "." + id, id, members, random.nextInt(8) == 0));
            }
        }
        Lifecycle lifecycle = random.nextInt(4) > 0
                ? Lifecycle.ACTIVE
                : new Lifecycle(random.nextBoolean() ? "legacy" : "active", random.nextBoolean() ? time(random) : null);
        return new RegionAccess(random.nextBoolean(), profiles, lifecycle);
    }

    private static TreeSet<String> words(RandomGenerator random) {
        TreeSet<String> words = new TreeSet<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            words.add(pick(random, List.of("TEXT", "Text", "image", "SPEECH", "smell")));
        }
        return words;
    }

    private static String word(RandomGenerator random) {
        return pick(random, List.of("Nova", "Ünïcode \"quoted\"", "A B", "x\\y", "名前"));
    }

    private static Instant time(RandomGenerator random) {
        return Instant.ofEpochSecond(random.nextLong(1_600_000_000L, 1_900_000_000L));
    }

    private static <T> T pick(RandomGenerator random, List<T> from) {
        return from.get(random.nextInt(from.size()));
    }
}
