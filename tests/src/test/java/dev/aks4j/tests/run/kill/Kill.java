package dev.aks4j.tests.run.kill;

/**
 * When a process is killed.
 *
 * @param entry the number of the ledger entry at which it is killed; -1 if at an instant
 * @param stored whether that entry is stored first
 * @param millis so long after its start it is killed; -1 if at an entry
 */
record Kill(int entry, boolean stored, long millis) {

    static final Kill NEVER = new Kill(-1, false, -1);

    static Kill before(int entry) {
        return new Kill(entry, false, -1);
    }

    static Kill after(int entry) {
        return new Kill(entry, true, -1);
    }

    static Kill at(long millis) {
        return new Kill(-1, false, millis);
    }

    boolean isAtEntry() {
        return entry >= 0;
    }

    @Override
    public String toString() {
        if (isAtEntry()) {
            return (stored ? "after" : "before") + " entry " + entry + " is stored";
        }
        return millis < 0 ? "never" : millis + " ms after its start";
    }
}
