package dev.quartermaster.alerts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** Keeps the latest alerts in memory, in the order in which this process received them. */
final class AlertBuffer {

    private final int most;
    private final Map<UUID, Alert> alerts = new LinkedHashMap<>();

    /** @param most the number of alerts to keep, at least 1 */
    AlertBuffer(int most) {
        this.most = Math.max(1, most);
    }

    /** Returns whether it was new. */
    synchronized boolean add(Alert alert) {
        if (alerts.putIfAbsent(alert.id(), alert) != null) {
            return false;
        }
        if (alerts.size() > most) {
            alerts.remove(alerts.keySet().iterator().next());
        }
        return true;
    }

    /** Returns the changed alert; empty if it is unknown. */
    synchronized Optional<Alert> change(UUID id, UnaryOperator<Alert> change) {
        return Optional.ofNullable(alerts.computeIfPresent(id, (key, alert) -> change.apply(alert)));
    }

    synchronized Optional<Alert> find(UUID id) {
        return Optional.ofNullable(alerts.get(id));
    }

    synchronized List<Alert> list(AlertFilter filter) {
        return alerts.values().stream()
                .filter(filter::matches)
                .sorted(AlertFilter.NEWEST_FIRST)
                .toList();
    }

    /** Returns the alerts received after this one, oldest first; all of them if this one is unknown. */
    synchronized List<Alert> after(UUID last) {
        List<Alert> all = new ArrayList<>(alerts.values());
        int place = alerts.containsKey(last) ? new ArrayList<>(alerts.keySet()).indexOf(last) : -1;
        return List.copyOf(all.subList(place + 1, all.size()));
    }
}
