package dev.aks4j.core.cluster.setting;

import dev.aks4j.core.plan.kind.SecretValue;

/** The login on Windows nodes, and what goes with Windows. Not thread-safe; used while a cluster is built. */
public final class WindowsLogin {

    static final String AT = "/properties/windowsProfile/";

    private final ClusterDocument settings;

    WindowsLogin(ClusterDocument settings) {
        this.settings = settings;
        settings.setDefault(AT + "adminUsername", "azureuser");
    }

    private WindowsLogin set(String name, Object value) {
        settings.set(AT + name, value);
        return this;
    }

    /** Sets the user's name, {@code azureuser} without it. Cannot be changed later. */
    public WindowsLogin user(String name) {
        return set("adminUsername", name);
    }

    /**
     * Sets the password, by the name under which the client's source of secrets knows it; without it Azure makes one.
     * Azure never tells it again, so that plans cannot compare it.
     */
    public WindowsLogin password(SecretValue secret) {
        return set("adminPassword", secret.toJson());
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
