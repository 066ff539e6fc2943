package dev.aks4j.core.cluster;

/**
 * The login on Windows nodes, and what goes with Windows. There is no password here: Azure makes one, and one of ours
 * would have to travel through plans and ledgers, which hold no secrets. Not thread-safe; used while a cluster is built.
 */
public final class WindowsLogin {

    static final String AT = "/properties/windowsProfile/";

    private final ClusterDocument settings;

    WindowsLogin(ClusterDocument settings) {
        this.settings = settings;
        set("adminUsername", "azureuser");
    }

    private WindowsLogin set(String name, Object value) {
        settings.set(AT + name, value);
        return this;
    }

    /** Sets the user's name, {@code azureuser} without it. Cannot be changed later. */
    public WindowsLogin user(String name) {
        return set("adminUsername", name);
    }

    /** Uses Windows Server licences that you already have. */
    public WindowsLogin hybridBenefit() {
        return set("licenseType", "Windows_Server");
    }

    /** Lets CSI drivers do their work on Windows nodes, which Azure needs for disks and files; it is on without this. */
    public WindowsLogin csiProxy(boolean enabled) {
        return set("enableCSIProxy", enabled);
    }

    /** Runs containers under group-managed service accounts, with the DNS server and root domain of the network. */
    public WindowsLogin groupManagedAccounts() {
        return set("gmsaProfile/enabled", true);
    }

    /** Runs containers under group-managed service accounts. */
    public WindowsLogin groupManagedAccounts(String dnsServer, String rootDomain) {
        set("gmsaProfile/dnsServer", dnsServer);
        set("gmsaProfile/rootDomainName", rootDomain);
        return groupManagedAccounts();
    }
}
