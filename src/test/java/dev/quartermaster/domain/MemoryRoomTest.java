package dev.quartermaster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.domain.MemoryRoom.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryRoomTest {

    private static final long MOST = 100;

    private final MemoryRoom room = new MemoryRoom(MOST);
    private final List<String> admitted = new ArrayList<>();

    @Test
    void whatDoesNotFitWaitsForItsTurn() {
        Place first = place("first", 60);
        Place second = place("second", 60);
        Place third = place("third", 10);

        assertThat(room.enter(first)).isTrue();
        assertThat(room.enter(second)).isFalse();
        assertThat(room.enter(third)).as("it does not overtake").isFalse();
        assertThat(admitted).isEmpty();

        room.leave(first);

        assertThat(admitted).containsExactly("second", "third");
        assertThat(room.taken()).isEqualTo(70);
    }

    @Test
    void whatIsLargerThanTheRoomIsLetInAlone() {
        Place small = place("small", 1);
        Place large = place("large", 2 * MOST);

        assertThat(room.enter(small)).isTrue();
        assertThat(room.enter(large)).isFalse();
        room.leave(small);

        assertThat(admitted).containsExactly("large");
        assertThat(room.enter(place("another", 1))).isFalse();
    }

    @Test
    void whoWaitsNoLongerIsNotLetIn() {
        Place first = place("first", MOST);
        Place second = place("second", MOST);
        Place third = place("third", 1);
        room.enter(first);
        room.enter(second);
        room.enter(third);

        assertThat(room.withdraw(second)).isTrue();
        assertThat(room.withdraw(second)).isFalse();
        assertThat(room.withdraw(first)).as("it is in").isFalse();
        room.leave(first);

        assertThat(admitted).containsExactly("third");
    }

    /** Nobody says so of each connection that is lost. */
    @Test
    void thePlaceOfACallerThatHasHungUpIsFree() {
        Place gone = new Place(MOST, () -> true, () -> {});
        room.enter(gone);

        assertThat(room.enter(place("next", MOST))).isTrue();
        room.leave(gone);
        assertThat(room.taken()).isEqualTo(MOST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void itIsNeverOverfullAndLetsEverybodyIn(long seed) {
        Random random = new Random(seed);
        Set<Place> waiting = new LinkedHashSet<>();
        List<Place> inside = new ArrayList<>();
        for (int step = 0; step < 5_000; step++) {
            if (random.nextInt(3) > 0 || inside.isEmpty()) {
                AtomicReference<Place> own = new AtomicReference<>();
                Place place = new Place(1 + random.nextInt(150), () -> false, () -> {
                    assertThat(waiting.iterator().next())
                            .as("in the order of arrival")
                            .isSameAs(own.get());
                    waiting.remove(own.get());
                    inside.add(own.get());
                });
                own.set(place);
                (room.enter(place) ? inside : waiting).add(place);
            } else if (random.nextInt(4) == 0 && !waiting.isEmpty()) {
                Place tired = waiting.iterator().next();
                waiting.remove(tired);
                assertThat(room.withdraw(tired)).isTrue();
            } else {
                room.leave(inside.remove(random.nextInt(inside.size())));
            }
            long taken = inside.stream().mapToLong(Place::bytes).sum();
            assertThat(room.taken()).isEqualTo(taken);
            assertThat(taken <= MOST || inside.size() == 1).isTrue();
        }
        while (!inside.isEmpty()) {
            room.leave(inside.remove(0));
        }

        assertThat(waiting).isEmpty();
        assertThat(room.taken()).isZero();
    }

    private Place place(String name, long bytes) {
        return new Place(bytes, () -> false, () -> admitted.add(name));
    }
}
