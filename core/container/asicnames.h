#pragma once

/** Names that EN 319 162-1 gives to the parts of a container. */
namespace peraku::container {

inline constexpr char mimetypeName[] = "mimetype";
inline constexpr char metaFolder[] = "META-INF/";
inline constexpr char signatureName[] = "META-INF/signature.p7s";
inline constexpr char manifestName[] = "META-INF/ASiCManifest.xml";
inline constexpr char asicNamespace[] = "http://uri.etsi.org/02918/v1.2.1#";
inline constexpr char dsigNamespace[] = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr char sha256Uri[] = "http://www.w3.org/2001/04/xmlenc#sha256";
inline constexpr char sha384Uri[] = "http://www.w3.org/2001/04/xmldsig-more#sha384";
inline constexpr char sha512Uri[] = "http://www.w3.org/2001/04/xmlenc#sha512";

} // namespace peraku::container
