package dev.quartermaster.history;

import dev.quartermaster.storage.ChangeFeed;
import dev.quartermaster.telemetry.StatusContributor;
import jakarta.inject.Singleton;

/** The feed of what other instances change, as the status page shows it. */
@Singleton
class ChangesDependency implements StatusContributor {

    private final ChangeFeed feed;

    ChangesDependency(ChangeFeed feed) {
        this.feed = feed;
    }

    @Override
    public String name() {
        return "changes";
    }

    @Override
    public ComponentStatus status() {
        ChangeFeed.Link link = feed.link();
        return link.connected()
                ? ComponentStatus.ok(link.since())
                : new ComponentStatus(
                        State.DOWN,
                        link.since(),
                        link.problem(),
                        "What other instances change (models, agents, alerts) is seen with the next connection, and each"
                                + " instance probes the providers for itself.");
    }
}
