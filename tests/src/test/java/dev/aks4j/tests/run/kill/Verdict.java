package dev.aks4j.tests.run.kill;

/** What became of a killed process's work. */
enum Verdict {
    /** Another process resumed it, and everything is as if nobody had died. */
    RESUMED,
    /** It died before the ledger knew of the run; nothing had been sent. */
    NOT_STARTED,
    /** It had finished the run before it died. */
    ALREADY_FINISHED,
    /** Somebody else acted in between: nothing of theirs was harmed, and nothing was lost or done twice. */
    UNHARMED,
    /** Something is not as it would be if nobody had died. */
    WRONG
}
