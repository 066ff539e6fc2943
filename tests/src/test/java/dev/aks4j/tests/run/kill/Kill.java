package dev.aks4j.tests.run.kill;

/**
 * When a process is killed.
 *
 * @param entry the number of the ledger entry at which it is killed; -1 if at something else
 * @param stored whether that entry is stored first
 * @param exchange the number of the request before which it is killed; -1 if at something else
 * @param millis so long after its start it is killed; -1 if at something that it does
 */
record Kill(int entry, boolean stored, int exchange, long millis) {

    static final Kill NEVER = new Kill(-1, false, -1, -1);

    static Kill before(int entry) {
        return new Kill(entry, false, -1, -1);
    }

    static Kill after(int entry) {
        return new Kill(entry, true, -1, -1);
    }

    static Kill beforeExchange(int exchange) {
        return new Kill(-1, false, exchange, -1);
    }

    /** An instant of the real clock, which is another one on another machine. For campaigns only. */
    static Kill at(long millis) {
        return new Kill(-1, false, -1, millis);
    }

    /** Returns what kind of moment it is. */
    String kind() {
        return entry >= 0 ? "ledger entries" : exchange >= 0 ? "requests" : "instants";
    }

    @Override
    public String toString() {
        if (entry >= 0) {
            return (stored ? "after" : "before") + " entry " + entry + " is stored";
        }
        if (exchange >= 0) {
            return "before request " + exchange;
        }
        return millis < 0 ? "never" : millis + " ms after its start";
    }
}
