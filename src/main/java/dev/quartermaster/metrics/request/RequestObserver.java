package dev.quartermaster.metrics.request;

/** Learns of each request that has ended, before its answer leaves. It must not wait, and should cost little. */
public interface RequestObserver {

    void ended(FinishedRequest request);
}
