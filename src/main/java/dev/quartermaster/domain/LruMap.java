package dev.quartermaster.domain;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A map in bounded room: the entry not used for longest makes place for a new one, and never the new one itself. For one
 * thread at a time.
 */
public final class LruMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    /** @param most entries; with 0 nothing stays */
    public LruMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
