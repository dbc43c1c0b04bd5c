package dev.quartermaster.storage.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** Whatever is done to a trail afterwards is found, and not before the place where it was done. */
class ChainWalkTest {

    private static final Instant START = Instant.parse("2026-11-30T00:00:00Z");

    /** A trail as it is kept: its entries with their hashes, and the end of its chain. */
    private record Trail(List<ChainWalk.Link> links, ChainWalk.End end) {

        static Trail random(RandomGenerator random) {
            List<ChainWalk.Link> links = new ArrayList<>();
            long begins = random.nextInt(3) == 0 ? 0 : random.nextLong(1, 1_000);
            long id = begins;
            String hash = AuditChain.BEGINNING;
            for (int i = random.nextInt(1, 30); i > 0; i--) {
                id += random.nextInt(4) == 0 ? random.nextInt(1, 5) : 1;
                AuditEntry entry = entry(random).kept(id, time(random));
                hash = AuditChain.hash(entry, hash);
                links.add(new ChainWalk.Link(entry, hash));
            }
            return new Trail(links, new ChainWalk.End(begins, id, links.size(), hash));
        }

        /** As the repository walks: by id, in pages, and what stands after the end is looked for at last. */
        AuditVerification verify(RandomGenerator random) {
            int page = random.nextInt(1, 8);
            ChainWalk walk = new ChainWalk(end);
            while (!walk.isOver()) {
                walk.take(sorted().stream()
                        .filter(link -> id(link) > walk.place())
                        .limit(page)
                        .toList());
            }
            return walk.result(sorted().stream()
                    .map(Trail::id)
                    .filter(id -> id > end.lastId())
                    .findFirst()
                    .orElse(null));
        }

        private List<ChainWalk.Link> sorted() {
            return links.stream()
                    .sorted((one, other) -> Long.compare(id(one), id(other)))
                    .toList();
        }

        static long id(ChainWalk.Link link) {
            return link.entry().id();
        }
    }

    @Test
    void whatNobodyTouchedIsIntact() {
        ForAll.seeds(random -> {
            Trail trail = Trail.random(random);

            AuditVerification found = trail.verify(random);

            assertThat(found.broken()).isNull();
            assertThat(found.entries()).isEqualTo(trail.links().size());
            assertThat(found.hash()).isEqualTo(trail.end().hash());
        });
    }

    @Test
    void nothingIsIntactToo() {
        ChainWalk walk = new ChainWalk(new ChainWalk.End(7, 7, 0, AuditChain.BEGINNING));

        assertThat(walk.isOver()).isTrue();
        assertThat(walk.result(null).broken()).isNull();
        assertThat(walk.result(9L).broken())
                .isEqualTo(new AuditVerification.Break(9L, "it stands after the end of the chain"));
    }

    @Test
    void anEditOfAnyFieldIsFoundWhereItIs() {
        ForAll.seeds(random -> {
            Trail trail = Trail.random(random);
            int place = random.nextInt(trail.links().size());
            ChainWalk.Link link = trail.links().get(place);
            trail.links().set(place, edited(link, random));

            AuditVerification found = trail.verify(random);

            assertThat(found.broken()).as("%s", link).isNotNull();
            assertThat(found.entries()).isEqualTo(place);
        });
    }

    @Test
    void aDeletionIsFound() {
        ForAll.seeds(random -> {
            Trail trail = Trail.random(random);
            int place = random.nextInt(trail.links().size());
            trail.links().remove(place);

            AuditVerification found = trail.verify(random);

            assertThat(found.broken()).isNotNull();
            assertThat(found.entries()).isEqualTo(place);
        });
    }

    @Test
    void aDeletionOfAllIsFound() {
        ForAll.seeds(random -> {
            Trail trail = Trail.random(random);
            trail.links().clear();

            assertThat(trail.verify(random).broken()).isNotNull();
        });
    }

    /** Also of one with a right hash for its place. */
    @Test
    void anInsertionIsFound() {
        ForAll.seeds(random -> {
            Trail trail = Trail.random(random);
            List<ChainWalk.Link> links = trail.links();
            ChainWalk.Link before = links.get(random.nextInt(links.size()));
            long id = Trail.id(before) + 1;
            links.removeIf(link -> Trail.id(link) == id && random.nextBoolean());
            if (links.stream().anyMatch(link -> Trail.id(link) == id)) {
                return; // there is no room: a row's id is its own
            }
            AuditEntry entry = entry(random).kept(id, time(random));
            links.add(new ChainWalk.Link(
                    entry, random.nextBoolean() ? AuditChain.hash(entry, String.valueOf(before.hash())) : null));

            assertThat(trail.verify(random).broken()).isNotNull();
        });
    }

    @Test
    void twoThatChangePlacesAreFound() {
        ForAll.seeds(random -> {
            Trail trail = Trail.random(random);
            List<ChainWalk.Link> links = trail.links();
            int one = random.nextInt(links.size());
            int other = random.nextInt(links.size());
            if (one == other) {
                return;
            }
            ChainWalk.Link first = links.get(one);
            ChainWalk.Link second = links.get(other);
            links.set(one, moved(first, second));
            links.set(other, moved(second, first));

            AuditVerification found = trail.verify(random);

            assertThat(found.broken()).isNotNull();
            assertThat(found.entries()).isEqualTo(Math.min(one, other));
        });
    }

    private static ChainWalk.Link moved(ChainWalk.Link what, ChainWalk.Link to) {
        return new ChainWalk.Link(what.entry().kept(Trail.id(to), what.entry().time()), what.hash());
    }

    private static ChainWalk.Link edited(ChainWalk.Link link, RandomGenerator random) {
        AuditEntry was = link.entry();
        AuditEntry other;
        do {
            other = switch (random.nextInt(8)) {
                case 0 ->
                    changed(was, new Author(text(random), was.author().source()), was.action(), was.subjectKind());
                case 1 -> changed(was, new Author(was.author().who(), text(random)), was.action(), was.subjectKind());
                case 2 -> changed(was, was.author(), text(random), was.subjectKind());
                case 3 -> changed(was, was.author(), was.action(), text(random));
                case 4 ->
                    new AuditEntry(
                            was.id(),
                            was.time(),
                            was.author(),
                            was.action(),
                            was.subjectKind(),
                            text(random),
                            was.before(),
                            was.after());
                // What stood before and after change places; nothing becomes an empty text.
                case 5 -> content(was, was.after(), was.before());
                case 6 -> content(was, was.before() == null ? "" : null, was.after());
                default -> was.kept(was.id(), was.time().plus(1, ChronoUnit.MICROS));
            };
        } while (other.equals(was));
        return new ChainWalk.Link(other, link.hash());
    }

    private static AuditEntry changed(AuditEntry was, Author author, String action, String kind) {
        return new AuditEntry(was.id(), was.time(), author, action, kind, was.subjectId(), was.before(), was.after());
    }

    private static AuditEntry content(AuditEntry was, String before, String after) {
        return new AuditEntry(
                was.id(), was.time(), was.author(), was.action(), was.subjectKind(), was.subjectId(), before, after);
    }

    private static AuditEntry entry(RandomGenerator random) {
        return AuditEntry.of(
                new Author(text(random), text(random)),
                text(random),
                text(random),
                text(random),
                random.nextBoolean() ? null : text(random),
                random.nextBoolean() ? null : text(random));
    }

    /** Short, of few letters: so that two fields run together often look like two others. */
    private static String text(RandomGenerator random) {
        return random.ints(random.nextInt(1, 4), 0, 3)
                .mapToObj(i -> List.of("a", "b", "ä").get(i))
                .reduce("", String::concat);
    }

    private static Instant time(RandomGenerator random) {
        return START.plus(random.nextLong(1_000_000_000L), ChronoUnit.MICROS);
    }
}
