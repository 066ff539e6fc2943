package dev.aks4j.core.cluster.pool;

import dev.aks4j.core.cluster.setting.ClusterDocument;

/** Kernel parameters, swap and huge pages of Linux nodes. Not thread-safe; used while a pool is built. */
public final class LinuxOsConfig {

    private final ClusterDocument profile;

    LinuxOsConfig(ClusterDocument profile) {
        this.profile = profile;
    }

    /** Sets a kernel parameter. Its limits are those of {@link Sysctl}. */
    public LinuxOsConfig sysctl(Sysctl parameter, int value) {
        profile.set(parameter.pointer(), value);
        return this;
    }

    /** Sets whether sockets in TIME_WAIT may be used again for new connections. */
    public LinuxOsConfig tcpTwReuse(boolean reuse) {
        profile.set("/linuxOSConfig/sysctls/netIpv4TcpTwReuse", reuse);
        return this;
    }

    /** Sets the local ports that connections use: from 1024-60999, to 32768-65535. */
    public LinuxOsConfig localPortRange(int from, int to) {
        profile.set("/linuxOSConfig/sysctls/netIpv4IpLocalPortRange", from + " " + to);
        return this;
    }

    /**
     * Sets huge pages.
     *
     * @param enabled {@code always}, {@code madvise} or {@code never}
     * @param defrag {@code always}, {@code defer}, {@code defer+madvise}, {@code madvise} or {@code never}
     */
    public LinuxOsConfig transparentHugePages(String enabled, String defrag) {
        profile.set("/linuxOSConfig/transparentHugePageEnabled", enabled);
        profile.set("/linuxOSConfig/transparentHugePageDefrag", defrag);
        return this;
    }

    /** Adds a swap file, in MiB; kubelet must then have {@link KubeletConfig#failSwapOn} false. */
    public LinuxOsConfig swapFile(int sizeInMib) {
        profile.set("/linuxOSConfig/swapFileSizeMB", sizeInMib);
        return this;
    }
}
