// Colours mixed beforehand, so that frames are painted without blending.
#pragma once

#include <QColor>

namespace fwq::chart {

// `part` in [0,1] of `over`, the rest of `under`; opaque.
QColor mixed(const QColor& over, const QColor& under, double part);

}  // namespace fwq::chart
