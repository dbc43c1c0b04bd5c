package dev.quartermaster.simulator.wire;

/** How a streaming protocol says that something went wrong after its 200. */
public interface StreamForm {

    /** The event that tells of the problem. */
    Frame error(Problem problem);

    /** An event that is framed as it should be, but whose JSON is not JSON. */
    Frame broken();
}
