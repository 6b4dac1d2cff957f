#pragma once

#include "pdfvalue.h"

#include <domain/result.h>

#include <map>
#include <memory>

namespace peraku::signing::pdf {

/** Where the newest version of an object stands. */
struct Place {
    enum class Kind { Free, Offset, InStream };
    Kind kind = Kind::Free;
    qint64 at = 0; ///< Offset in the file, or number of the object stream.
    int second = 0; ///< Generation, or index in the object stream.
    bool operator==(const Place&) const = default;
};

/**
 * The objects of a PDF file by its cross-reference tables and streams, all revisions together. Nothing is
 * repaired: what the tables do not tell soundly is EvidenceMalformed, with the part in detail. Not
 * thread-safe.
 */
class Document {
public:
    /** `bytes` must be shorter than maxPdfBytes. */
    static domain::Result<Document> read(const QByteArray& bytes);

    const QByteArray& bytes() const { return m_bytes; }
    /** Of the newest revision. */
    const Value& trailer() const { return m_trailer; }
    /** Offset of the newest cross-reference section. */
    qint64 newestSection() const { return m_newestSection; }
    /** The newest section is a stream, so that a further one must be. */
    bool newestIsStream() const { return m_newestIsStream; }
    const std::map<int, Place>& places() const { return m_places; }

    /** Null for an object that does not exist (ISO 32000-1, 7.3.10). */
    domain::Result<Value> object(const Reference& reference) const;
    /** The value itself, or the object that it refers to. */
    domain::Result<Value> resolve(const Value& value) const;
    /** resolve() of the entry, which must be a dictionary. */
    domain::Result<Value> dictionary(const Value& parent, QByteArrayView name) const;
    domain::Result<Value> catalog() const { return dictionary(m_trailer, "Root"); }
    /** decodedStream() within the budget of the document. */
    domain::Result<QByteArray> decoded(const Value& stream) const;

private:
    struct Section {
        std::map<int, Place> places;
        Value dictionary;
        bool isStream = false;
    };
    struct ObjectStream {
        QByteArray bytes;
        QList<std::pair<int, qsizetype>> objects; ///< Number and offset.
    };

    explicit Document(QByteArray bytes)
        : m_bytes(std::move(bytes))
        , m_budget(std::make_unique<int>(startBudget))
    {
    }
    domain::Result<domain::Done> readSections();
    domain::Result<Section> readSection(qint64 at) const;
    domain::Result<Section> readTable(qint64 at) const;
    domain::Result<Section> readCrossReferenceStream(qint64 at) const;
    /** The object whose "N G obj" stands there. */
    domain::Result<Value> objectAt(qint64 at, const Reference& expected, bool directLength) const;
    domain::Result<Value> withStream(Value value, qsizetype at, bool directLength) const;
    domain::Result<Value> objectInStream(const Place& place, const Reference& reference) const;
    domain::Result<const ObjectStream*> objectStream(int number) const;

    static constexpr int startBudget = 1'000'000;
    QByteArray m_bytes;
    Value m_trailer;
    qint64 m_newestSection = 0;
    bool m_newestIsStream = false;
    std::map<int, Place> m_places;
    mutable std::unique_ptr<int>
        m_budget; ///< Work that may still be done, against small files that ask for much.
    mutable std::map<int, ObjectStream> m_objectStreams;
    mutable int m_depth = 0;
};

/** The bytes of a stream without filter or by FlateDecode, with or without a PNG predictor. */
domain::Result<QByteArray> decodedStream(const Value& stream);

} // namespace peraku::signing::pdf
