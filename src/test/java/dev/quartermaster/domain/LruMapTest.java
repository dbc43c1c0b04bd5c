package dev.quartermaster.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.quartermaster.testing.ForAll;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LruMapTest {

    /** After any sequence of reads and writes the last used entries are there, and no others. */
    @Test
    void itHoldsWhatWasUsedLast() {
        ForAll.seeds(random -> {
            int most = random.nextInt(5);
            Map<Integer, Integer> map = new LruMap<>(most);
            List<Integer> used = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                int key = random.nextInt(8);
                boolean there = used.remove((Integer) key);
                if (random.nextBoolean()) {
                    assertThat(map.get(key) != null).isEqualTo(there);
                    if (!there) {
                        continue;
                    }
                } else {
                    map.computeIfAbsent(key, absent -> absent);
                }
                used.add(key);
                if (used.size() > most) {
                    used.remove(0);
                }
            }
            assertThat(new ArrayList<>(map.keySet())).isEqualTo(used);
        });
    }
}
