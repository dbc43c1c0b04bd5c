package dev.quartermaster.routing;

/** One side of a model's fitness. Pure. */
interface Criterion {

    /** From 0, the worst, to 1, the best. */
    double score(Candidate candidate, Need need);
}
